import type { ParticipantMinutes } from './participant-minutes.ts'

export interface RunLimits {
  /** No further case is started when pages have used up so many participant-minutes; default: no limit. */
  readonly budgetMinutes?: number
  /** When it fires no further case is started; what was opened is closed as ever. */
  readonly signal?: AbortSignal
}

/** Why no further case may start; `null` while one may. */
export function whyWithheld({ budgetMinutes, signal }: RunLimits, { used }: ParticipantMinutes): string | null {
  if (signal?.aborted) return 'the run was stopped'
  if (budgetMinutes === undefined || used < budgetMinutes) return null
  return `the budget of ${budgetMinutes} participant-minutes was used up`
}
