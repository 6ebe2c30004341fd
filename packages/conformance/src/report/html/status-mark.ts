import type { CaseStatus } from '../conformance-report.ts'
import { html, type Markup } from './markup.ts'

export type CellStatus = CaseStatus | 'not-run'

/** In the order in which they are listed everywhere. */
export const cellStatuses = [
  'passed',
  'failed',
  'not-applicable',
  'not-exercised',
  'not-run',
] as const satisfies readonly CellStatus[]

const symbols: Readonly<Record<CellStatus, string>> = {
  passed: '✓',
  failed: '✗',
  'not-applicable': '–',
  'not-exercised': '?',
  'not-run': '·',
}

/** Symbol and word; the color comes from the class. */
export function statusMark(status: CellStatus, text: string = status): Markup {
  return html`<span class="mark ${status}"><span class="symbol" aria-hidden="true">${symbols[status]}</span> ${text}</span>`
}
