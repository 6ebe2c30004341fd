import { cleanAccount } from '../live/clean-account.ts'
import { whyRefused } from '../live/why-refused.ts'
import type { FoundHarness } from './found-harness.ts'
import { journalOf } from './journal-of.ts'

/** `--clean`: removes what killed runs left in accounts. Returns the exit code. */
export async function cleanAccounts(found: readonly FoundHarness[]): Promise<number> {
  const accounts = found.filter(({ harness }) => harness.service === 'account')
  if (accounts.length === 0) throw new Error('--clean: none of the chosen harnesses uses an account.')
  let problems = 0
  for (const account of accounts) {
    const { harness, name } = account
    const refused = whyRefused(harness, { live: true, budgetMinutes: 1 })
    if (refused !== null) throw new Error(refused)
    const { removed, failed } = await cleanAccount(harness, journalOf(account), 'http://localhost', console.error)
    problems += failed
    console.log(
      `${name}: ${removed === 0 && failed === 0 ? 'nothing was left' : `${removed} room${removed === 1 ? '' : 's'} removed`}`,
    )
  }
  return problems > 0 ? 1 : 0
}
