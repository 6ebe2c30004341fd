import type { Capabilities } from '@televid/core'
import { checkEvents } from '../trace/check-events.ts'
import { checkFacts, type FactViolation } from '../trace/check-facts.ts'
import type { PageTrace } from '../trace/trace-entry.ts'

/** What the traces of a case say about core and about the adapter. */
export interface TraceVerdict {
  /** Broken invariants, each with page and entry: whatever the case itself says, it has failed. */
  readonly broken: readonly string[]
  /** Facts against the contract of adapters, which core coped with. */
  readonly violations: readonly (FactViolation & { readonly page: string; readonly at: number })[]
}

/** Judges whole traces: events by the grammar of the invariants, facts by the contract. */
export function verdictOn(traces: readonly PageTrace[], capabilities: Capabilities): TraceVerdict {
  return {
    broken: traces.flatMap((trace) =>
      checkEvents(trace).map(({ invariant, text, seq }) => `${invariant}: ${text} (${trace.page}, entry ${seq})`),
    ),
    violations: traces.flatMap((trace) =>
      checkFacts(trace, capabilities).map((violation) => ({
        ...violation,
        page: trace.page,
        at: trace.entries[0]?.at ?? 0,
      })),
    ),
  }
}
