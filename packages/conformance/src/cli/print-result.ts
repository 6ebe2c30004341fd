import type { CaseResult } from '../report/conformance-report.ts'
import { firstLine } from './first-line.ts'

const signs = { passed: '✓', failed: '✗', 'not-applicable': '–', 'not-exercised': '?' } as const

/** One case as it ends. */
export function printResult({ id, status, reason, durationMs }: CaseResult): void {
  const why = reason === undefined ? '' : `\n    ${status === 'failed' ? reason : firstLine(reason)}`
  console.log(`${signs[status]} ${id} ${status === 'passed' || status === 'failed' ? `${durationMs} ms` : ''}${why}`)
}
