import type { CaseResult, ConformanceReport, ConformanceRun } from './conformance-report.ts'
import { countStatuses } from './count-statuses.ts'
import { runLabel } from './run-label.ts'

/** JUnit XML: one test suite per run, one test case per case. `not-applicable` and `not-exercised` are skipped, with the reason. */
export function toJunit(report: ConformanceReport): string {
  const all = totals(report.runs.flatMap(({ cases }) => cases))
  const duration = report.runs.reduce((sum, run) => sum + run.durationMs, 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: report.suite.name, ...all, time: seconds(duration) })}>`,
    ...report.runs.flatMap(suiteOf),
    '</testsuites>',
    '',
  ].join('\n')
}

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

function caseOf(label: string, result: CaseResult): string[] {
  const { id, group, level, verification, proves, evidence } = result
  const output = [...(evidence?.trace ?? []), ...(evidence?.console ?? [])].join('\n')
  return [
    `    <testcase${attributes({ name: id, classname: `${label}.${group}`, time: seconds(result.durationMs) })}>`,
    ...properties('      ', { level, verification, proves, title: result.title }),
    ...outcomeOf(result),
    ...(output ? [`      <system-out>${escapeXml(output)}</system-out>`] : []),
    '    </testcase>',
  ]
}

function outcomeOf({ status, level, title, proves, reason = 'no reason was given' }: CaseResult): string[] {
  switch (status) {
    case 'passed':
      return []
    case 'failed':
      return [
        `      <failure${attributes({ message: reason, type: level })}>${escapeXml(`${title}\n${reason}\nbreaks: ${proves}`)}</failure>`,
      ]
    case 'not-applicable':
    case 'not-exercised':
      return [`      <skipped${attributes({ message: `${status}: ${reason}` })}/>`]
    default:
      return status satisfies never
  }
}

function totals(cases: readonly CaseResult[]) {
  const counts = countStatuses(cases)
  const skipped = counts['not-applicable'] + counts['not-exercised']
  return { tests: String(cases.length), failures: String(counts.failed), errors: '0', skipped: String(skipped) }
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
