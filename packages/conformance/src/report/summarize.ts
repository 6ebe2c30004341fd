import type { CaseResult, ConformanceReport, ConformanceRun, Level, ManualRun } from './conformance-report.ts'
import { countStatuses } from './count-statuses.ts'
import { groupCases } from './group-cases.ts'
import { type ManualVerdict, manualVerdict } from './manual-verdict.ts'
import { printable } from './printable.ts'
import { manualLabel, runLabel } from './run-label.ts'
import { gapsOf, type Verdict, verdictOf } from './verdict-of.ts'

export interface Summary {
  /** 0: every MUST of every run is proven. 1: a MUST failed, also by hand. 3: none failed, but one is not exercised or missing. */
  readonly exitCode: 0 | 1 | 3
  /** For the terminal; ends with a line break. */
  readonly text: string
}

type Listed = Pick<CaseResult, 'id' | 'reason' | 'verification' | 'proves'>

/** So many cases with one reason, such as a budget that was used up, are not listed one by one. */
const manyCases = 8
const levels = ['MUST', 'SHOULD'] as const satisfies readonly Level[]

/** What the terminal says at the end, and what the process exits with. */
export function summarize(report: ConformanceReport): Summary {
  const byHand = report.manual.map((manual) => ({ manual, verdict: manualVerdict(manual) }))
  const runs = report.runs.map((run) => ({ run, verdict: verdictOf(run, report.suite.cases) }))
  const text = runs.map(({ run, verdict }) => textOfRun(run, verdict))
  const failedByHand = byHand.some(({ verdict }) => verdict.failed.length > 0)
  return {
    exitCode: failedByHand ? 1 : exitCodeOf(runs.map(({ verdict }) => verdict)),
    text:
      [...text, ...byHand.map(({ manual, verdict }) => textOfManual(manual, verdict))].join('\n') ||
      'No adapter was run.\n',
  }
}

function exitCodeOf(verdicts: readonly Verdict[]): 0 | 1 | 3 {
  if (verdicts.some(({ verdict }) => verdict === 'fails')) return 1
  return verdicts.length > 0 && verdicts.every(({ verdict }) => verdict === 'conforms') ? 0 : 3
}

function textOfRun(run: ConformanceRun, verdict: Verdict): string {
  const rows = [...groupCases(run.cases)].map(([group, cases]) => [printable(group), ...countsOf(cases)])
  const sdk = run.sdk ? `, ${run.sdk.package} ${run.sdk.version}` : ''
  const lines = [
    printable(`${run.adapter}${run.version ? ` ${run.version}` : ''}${sdk}, ${run.browser}, seed ${run.seed}`),
    '',
    ...table([
      ['', ...levels.flatMap((level) => [level, 'failed', 'n/a', 'not-ex.'])],
      ...rows,
      ['all', ...countsOf(run.cases)],
    ]),
    '',
    ...listOf('MUST failed', verdict.failed),
    ...listOf('MUST not proven', verdict.unproven),
    ...listOf(
      'SHOULD failed',
      run.cases.filter(({ level, status }) => level === 'SHOULD' && status === 'failed'),
    ),
    sentenceOf(run, verdict),
  ]
  return `${lines.join('\n')}\n`
}

/** The first number of a level is what passed. */
function countsOf(cases: readonly CaseResult[]): string[] {
  return levels.flatMap((level) => {
    const counts = countStatuses(cases.filter((result) => result.level === level))
    return [counts.passed, counts.failed, counts['not-applicable'], counts['not-exercised']].map((count) =>
      count === 0 ? '·' : String(count),
    )
  })
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
  const rule = '─'.repeat(lines[0]?.length ?? 0)
  return lines.toSpliced(1, 0, rule).toSpliced(-1, 0, rule)
}

function textOfManual(manual: ManualRun, { failed, open }: ManualVerdict): string {
  const label = printable(manualLabel(manual))
  if (!manual.sheet) return `${label}: not run, ${manual.cases.length} cases by hand (--manual-sheet, --import).\n`
  const on = printable(`${manual.sheet.device}, ${manual.sheet.browser}`)
  const passed = manual.cases.filter(({ status }) => status === 'passed').length
  return [
    `${label} (${on}): ${passed} of ${manual.cases.length} passed by hand, ${open.length} MUST not done.`,
    ...(failed.length > 0 ? ['', ...listOf('MUST failed by hand', failed)] : ['']),
  ].join('\n')
}

function listOf(heading: string, cases: readonly Listed[]): string[] {
  if (cases.length === 0) return []
  const reasons = new Map<string, Listed[]>()
  for (const result of cases) {
    const reason = result.reason?.trim() || 'no reason was given'
    reasons.set(reason, [...(reasons.get(reason) ?? []), result])
  }
  const items = [...reasons].flatMap(([reason, results]) => [
    ...(results.length > manyCases
      ? [`  ${results.length} cases, from ${printable(results[0]?.id ?? '')} on`]
      : results.map(({ id, proves, verification }) => `  ${printable(id)} (${verification}; ${printable(proves)})`)),
    ...reason.split(/\r?\n/).map((line) => `      ${printable(line)}`),
  ])
  return [`${heading}: ${cases.length}`, ...items, '']
}

function sentenceOf(run: ConformanceRun, verdict: Verdict): string {
  const adapter = printable(runLabel(run))
  switch (verdict.verdict) {
    case 'conforms':
      return `${adapter} conforms: every MUST passed or does not apply.`
    case 'fails':
      return `${adapter} does not conform: ${verdict.failed.length} MUST failed.`
    case 'incomplete':
      return `${adapter} is not proven: ${gapsOf(verdict).join(', ') || 'no MUST was run'}.`
    default:
      return verdict.verdict satisfies never
  }
}
