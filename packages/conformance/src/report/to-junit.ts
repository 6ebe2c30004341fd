import type {
  CaseResult,
  ConformanceReport,
  ConformanceRun,
  ManualCaseResult,
  ManualRun,
} from './conformance-report.ts'
import { manualLabel, runLabel } from './run-label.ts'

/** JUnit XML: one test suite per run, one test case per case. `not-applicable` and `not-exercised` are skipped, with the reason. */
export function toJunit(report: ConformanceReport): string {
  const all = totals([...report.runs, ...report.manual].flatMap(({ cases }): readonly AnyResult[] => cases))
  const duration = report.runs.reduce((sum, run) => sum + run.durationMs, 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: report.suite.name, ...all, time: seconds(duration) })}>`,
    ...report.runs.flatMap(suiteOf),
    ...report.manual.flatMap(manualSuiteOf),
    '</testsuites>',
    '',
  ].join('\n')
}

type AnyResult = CaseResult | ManualCaseResult

function suiteOf(run: ConformanceRun): string[] {
  const { adapter, sdk } = run
  const label = runLabel(run)
  const suite = { name: label, ...totals(run.cases), time: seconds(run.durationMs), timestamp: run.startedAt }
  return [
    `  <testsuite${attributes(suite)}>`,
    ...properties('    ', {
      adapter,
      version: run.version ?? 'none',
      sdk: sdk ? `${sdk.package}@${sdk.version}` : 'none',
      'sdk-hash': sdk?.hash ?? 'none',
      browser: run.browser,
      os: run.os,
      seed: String(run.seed),
    }),
    ...run.cases.flatMap((result) => caseOf(label, result)),
    '  </testsuite>',
  ]
}

function manualSuiteOf(manual: ManualRun): string[] {
  const { adapter, platform, sheet, cases } = manual
  const label = manualLabel(manual)
  return [
    `  <testsuite${attributes({ name: label, ...totals(cases), time: '0.000', ...(sheet && { timestamp: sheet.savedAt }) })}>`,
    ...properties('    ', {
      adapter,
      platform,
      device: sheet?.device ?? 'none',
      system: sheet?.system ?? 'none',
      browser: sheet?.browser ?? 'none',
    }),
    ...cases.flatMap((result) => caseOf(label, result)),
    '  </testsuite>',
  ]
}

function caseOf(label: string, result: AnyResult): string[] {
  const { id, group, level, verification, proves } = result
  const { evidence = undefined, durationMs } = 'durationMs' in result ? result : { durationMs: 0 }
  const output = [...(evidence?.trace ?? []), ...(evidence?.console ?? [])].join('\n')
  return [
    `    <testcase${attributes({ name: id, classname: `${label}.${group}`, time: seconds(durationMs) })}>`,
    ...properties('      ', { level, verification, proves, title: result.title }),
    ...outcomeOf(result),
    ...(output ? [`      <system-out>${escapeXml(output)}</system-out>`] : []),
    '    </testcase>',
  ]
}

function outcomeOf({ status, level, title, proves, reason = 'no reason was given' }: AnyResult): string[] {
  switch (status) {
    case 'passed':
      return []
    case 'failed':
      return [
        `      <failure${attributes({ message: reason, type: level })}>${escapeXml(`${title}\n${reason}\nbreaks: ${proves}`)}</failure>`,
      ]
    case 'not-applicable':
    case 'not-exercised':
    case 'not-run':
      return [`      <skipped${attributes({ message: `${status}: ${reason}` })}/>`]
    default:
      return status satisfies never
  }
}

function totals(cases: readonly AnyResult[]) {
  const failures = cases.filter(({ status }) => status === 'failed').length
  const skipped = cases.filter(({ status }) => status !== 'failed' && status !== 'passed').length
  return { tests: String(cases.length), failures: String(failures), errors: '0', skipped: String(skipped) }
}

function properties(indent: string, values: Readonly<Record<string, string>>): string[] {
  const rows = Object.entries(values).map(([name, value]) => `${indent}  <property${attributes({ name, value })}/>`)
  return [`${indent}<properties>`, ...rows, `${indent}</properties>`]
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replace(/[\t\n]/g, (char) => `&#${char.charCodeAt(0)};`)}"`)
    .join('')
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** XML 1.0 has no way at all to write control characters, lone surrogates, U+FFFE and U+FFFF: they become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"\r]/g, (char) => entities[char] ?? char)
}
