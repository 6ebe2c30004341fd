import type { ConformanceHarness } from '../harness/conformance-harness.ts'

export interface LiveOptions {
  readonly live: boolean
  readonly budgetMinutes: number | null
}

/** Why an account is not touched, and what to do; `null` where it may be, and for what is no account. */
export function whyRefused(
  { adapter, service, production }: ConformanceHarness,
  { live, budgetMinutes }: LiveOptions,
): string | null {
  if (service !== 'account') return null
  if (!live) return `${adapter} is an account of a vendor: say --live and --budget-minutes N to run against it.`
  if (production === undefined) {
    return `${adapter}: the harness has to say "production: false" of the account it uses; see docs/conformance.md.`
  }
  if (production) return `${adapter}: the harness marks its account as production. Use one that no patient is on.`
  return budgetMinutes === null
    ? `${adapter}: --live needs --budget-minutes N, the participant-minutes it may use.`
    : null
}
