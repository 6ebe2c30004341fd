import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/**
 * Cuts one page's signaling and mends it. A third person, whose coming only signaling can tell, is the proof that it was
 * gone and that it is back: an adapter whose media survives the cut need not say `reconnecting`.
 */
export async function reconnected(
  { budgets, check, stimuli, waitFor }: CaseContext,
  cut: PersonPage,
  witness: PersonPage,
  third: PersonPage,
): Promise<void> {
  const mend = await stimuli.cutSignaling(cut)
  await third.join()
  await waitFor('the witness to see the third', async () => (await witness.roster()).includes(third.identity))
  check(!(await cut.roster()).includes(third.identity), `${cut.identity} was told of somebody over a line that is cut.`)
  await mend()
  await waitFor(
    `${cut.identity} to be connected and to know of the third`,
    async () => (await cut.state()) === 'connected' && (await cut.roster()).includes(third.identity),
    { timeoutMs: budgets.lostMs },
  )
}
