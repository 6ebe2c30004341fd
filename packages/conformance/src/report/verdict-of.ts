import type { CaseResult, ConformanceRun } from './conformance-report.ts'

export interface Verdict {
  /** `incomplete`: no MUST failed, but one is not proven. */
  readonly verdict: 'conforms' | 'fails' | 'incomplete'
  /** MUST cases that failed. */
  readonly failed: readonly CaseResult[]
  /** MUST cases that are `not-exercised`, or `not-applicable` without the rule (the capability) that makes them so. */
  readonly unproven: readonly CaseResult[]
  /** Cases of the suite that the run does not have, e.g. because only some were chosen. */
  readonly missing: number
}

/**
 * Whether a run shows that its adapter conforms. A run that lacks cases, or has no MUST at all, proves nothing.
 *
 * @param suiteCases how many cases the suite has
 */
export function verdictOf(run: ConformanceRun, suiteCases: number): Verdict {
  const must = run.cases.filter(({ level }) => level === 'MUST')
  const failed = must.filter(({ status }) => status === 'failed')
  const unproven = must.filter(
    ({ status, reason }) => status === 'not-exercised' || (status === 'not-applicable' && !reason?.trim()),
  )
  const missing = Math.max(0, suiteCases - new Set(run.cases.map(({ id }) => id)).size)
  const complete = must.length > 0 && unproven.length === 0 && missing === 0
  return { verdict: failed.length > 0 ? 'fails' : complete ? 'conforms' : 'incomplete', failed, unproven, missing }
}

/** What is missing of a proof, in words for a list. */
export function gapsOf({ unproven, missing }: Verdict): string[] {
  return [
    ...(unproven.length > 0 ? [`${unproven.length} MUST not proven`] : []),
    ...(missing > 0 ? [`${missing} of the cases not run`] : []),
  ]
}
