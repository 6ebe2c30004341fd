import type { PageTrace } from '../trace/trace-entry.ts'

/** What the pages of one case recorded. */
export interface CaseTraces {
  /** Id of the case. */
  readonly case: string
  /** Unix ms. The traces of pages that cases share begin earlier: they are of a room's whole life, as `replay` needs them. */
  readonly startedAt: number
  readonly traces: readonly PageTrace[]
}

/** Only what happened during the case itself. */
export function duringTheCase({ startedAt, traces }: CaseTraces): readonly PageTrace[] {
  return traces.flatMap(({ page, entries }) => {
    const own = entries.filter(({ at }) => at >= startedAt)
    return own.length > 0 ? { page, entries: own } : []
  })
}
