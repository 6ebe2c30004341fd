import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { wholeAgain } from './short-cut.ts'

/** After a fault everybody sees everybody again, and hears them once. */
export async function mediaFlows({ waitFor }: CaseContext, pages: readonly PersonPage[]): Promise<void> {
  for (const page of pages) {
    for (const other of pages.filter((each) => each !== page)) {
      await waitFor(`${page.identity} to see ${other.identity}`, () => page.sees(other.person), wholeAgain)
      const heardOnce = async () => (await page.hears(other.person))[0] === 1
      await waitFor(`${page.identity} to hear ${other.identity} once`, heardOnce, wholeAgain)
    }
  }
}
