import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Waits until each page shows the moving picture of every other one, and lets each voice out of exactly one player. */
export async function seeAndHearOneAnother(
  { waitFor }: Pick<CaseContext, 'waitFor'>,
  pages: readonly PersonPage[],
): Promise<void> {
  await Promise.all(
    pages.map(async (page) => {
      const others = pages.filter((other) => other !== page).map(({ person }) => person)
      await Promise.all(
        others.map((person) => waitFor(`${page.identity} to see ${person.identity}`, () => page.sees(person))),
      )
      await waitFor(`${page.identity} to hear everybody else once`, async () =>
        (await page.hears(...others)).every((players) => players === 1),
      )
    }),
  )
}
