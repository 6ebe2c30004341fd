import type { CaseResult } from '../report/conformance-report.ts'
import { printable } from '../report/printable.ts'
import { firstLine } from './first-line.ts'

const signs = { passed: '✓', failed: '✗', 'not-applicable': '–', 'not-exercised': '?' } as const

export interface ProgressCount {
  /** Of this case, from 1. */
  readonly number: number
  readonly of: number
  /** Since the run began, in ms. */
  readonly elapsedMs: number
}

/** What the terminal says when a case has ended: one line, and the whole reason of a failure below it. */
export function progressLine(result: CaseResult, { number, of, elapsedMs }: ProgressCount): string {
  const { id, status, reason = 'no reason was given', durationMs } = result
  const count = `[${String(number).padStart(String(of).length)}/${of}] ${clock(elapsedMs)}`
  const line = `${count} ${signs[status]} ${printable(id)}`
  switch (status) {
    case 'passed':
      return `${line} (${(durationMs / 1000).toFixed(1)} s)`
    case 'failed':
      return [`${line} (${(durationMs / 1000).toFixed(1)} s)`, ...reason.split(/\r?\n/).map(indented)].join('\n')
    case 'not-applicable':
    case 'not-exercised':
      return `${line}: ${status}, ${printable(firstLine(reason))}`
    default:
      return status satisfies never
  }
}

function indented(line: string): string {
  return `      ${printable(line)}`
}

/** `1:05` */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
