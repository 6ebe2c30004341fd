/**
 * - `killed`: the named case failed, on what the fault breaks
 * - `killed-for-another-reason`: it failed on something else, so nothing is proven
 * - `survived`: it passed, so the suite can be fooled
 * - `absorbed`: core mended the fault, and the check of facts named it
 * - `leaked`: core should have mended it, and apps notice
 * - `unnamed`: core mended it, and the check of facts did not name it, or named something else
 * - `no-baseline`: the case does not pass without the fault
 * - `not-exercised`: the bench lacks what the case needs, or the suite lacks the case
 */
export type MutantOutcome =
  | 'killed'
  | 'killed-for-another-reason'
  | 'survived'
  | 'absorbed'
  | 'leaked'
  | 'unnamed'
  | 'no-baseline'
  | 'not-exercised'

/** One fault, planted in one case. */
export interface MutantResult {
  /** As in cases.md. */
  readonly id: string
  readonly fault: string
  /** Id of the adapter mutant it was planted under. */
  readonly under?: string
  /** The case that had to notice, or had not to. */
  readonly case: string
  readonly outcome: MutantOutcome
  /** Whether this is how it has to be. */
  readonly dealtWith: boolean
  /** Words of the failing case, rules named, or what is missing. */
  readonly reason?: string
  readonly durationMs: number
}
