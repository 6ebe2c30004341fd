import { whyRefused } from '../live/why-refused.ts'
import type { CliOptions } from './cli-options.ts'
import type { FoundHarness } from './found-harness.ts'

/**
 * The harnesses that may run: an account only with `--live`, a budget, and where it is not in production.
 *
 * @param onSkipped gets why an account that nobody named is left out
 * @throws {Error} that says why a named one may not, or that nothing is left
 */
export function admitHarnesses(
  found: readonly FoundHarness[],
  options: Pick<CliOptions, 'live' | 'budgetMinutes' | 'mutants'>,
  onSkipped: (text: string) => void,
): readonly FoundHarness[] {
  const admitted = found.filter(({ harness, named }) => {
    const refused = whyRefused(harness, options)
    if (refused === null) return true
    if (named || options.live) throw new Error(refused)
    onSkipped(`Left out: ${refused}`)
    return false
  })
  if (admitted.length === 0) throw new Error('Nothing is left to run.')
  const accounts = admitted.filter(({ harness }) => harness.service === 'account')
  if (options.live && accounts.length === 0) {
    const names = admitted.map(({ name }) => name).join(', ')
    throw new Error(`--live: none of the chosen harnesses (${names}) uses an account.`)
  }
  if (options.mutants && accounts.length > 0) {
    throw new Error('--mutants: faults are planted where they cost nothing, not in an account.')
  }
  return admitted
}
