import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Cuts signaling and media of one page, and sees that no media comes any more; returns the way back. */
export async function cutEverything(
  { stimuli, waitFor }: Pick<CaseContext, 'stimuli' | 'waitFor'>,
  page: PersonPage,
): Promise<() => Promise<void>> {
  const mends = [await stimuli.cutSignaling(page), await stimuli.cutMedia(page)]
  await waitFor(`no media to reach ${page.identity}`, () => page.isSilent())
  return async () => {
    for (const mend of mends) await mend()
  }
}
