import type { CaseContext } from '../runner/case-context.ts'
import type { OpenOptions, PersonPage } from '../runner/person-page.ts'

/**
 * Lends the shared call of two a third person, on a page of their own that has not joined yet. Afterwards they leave, and
 * the two are alone again.
 */
export async function withThirdPerson(
  { call, open, waitFor }: CaseContext,
  use: (third: PersonPage, first: PersonPage, second: PersonPage) => Promise<void>,
  devices: OpenOptions['devices'] = {},
): Promise<void> {
  const [first, second] = await call(2)
  if (!first || !second) throw new Error('The shared call has fewer than two people.')
  const third = await open(2, first.room, { devices })
  await use(third, first, second)
  await third.leave()
  await waitFor('the two to be alone again', async () =>
    (await Promise.all([first.roster(), second.roster()])).every(({ length }) => length === 1),
  )
}
