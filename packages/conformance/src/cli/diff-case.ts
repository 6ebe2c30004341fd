import { type CaseTraces, duringTheCase } from '../runner/case-traces.ts'
import { diffTraces } from '../trace/diff-traces.ts'
import type { PageTrace } from '../trace/trace-entry.ts'

/** A case on one adapter. */
export interface TracedCase {
  readonly adapter: string
  readonly traces: CaseTraces
}

/** A unified diff of what the apps of one case were told on two adapters, page by page; empty when it is the same. */
export function diffCase(left: TracedCase, right: TracedCase): string {
  const [before, after] = [left, right].map(({ traces }) => duringTheCase(traces)) as [Traces, Traces]
  const pages = [...new Set([...before, ...after].map(({ page }) => page))]
  return pages
    .flatMap((page) => {
      const of = (traces: Traces, { adapter }: TracedCase) => ({
        page: `${adapter}, ${page}`,
        entries: traces.find((trace) => trace.page === page)?.entries ?? [],
      })
      const difference = diffTraces(of(before, left), of(after, right))
      return difference === '' ? [] : difference
    })
    .join('\n')
}

type Traces = readonly PageTrace[]
