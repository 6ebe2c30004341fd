import type { CaseContext } from '../runner/case-context.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { cutEverything } from './cut-everything.ts'

/** What cases.md calls short, ms. */
export const shortCutMs = 6000

/** From the end of a fault to a call that is whole again: the vendor's own pause between two attempts is in it. */
export const wholeAgain = { timeoutMs: 20_000 }

/** How each kind of cut is done. */
const cuts = {
  signaling: ({ stimuli }: CaseContext, page: PersonPage) => stimuli.cutSignaling(page),
  media: async ({ stimuli, waitFor }: CaseContext, page: PersonPage) => {
    const mend = await stimuli.cutMedia(page)
    await waitFor(`no media to reach ${page.identity}`, () => page.isSilent())
    return mend
  },
  everything: cutEverything,
} as const

/** Cuts for a short time, in which more may be done; everything is mended when it resolves. */
export async function shortCut(
  context: CaseContext,
  page: PersonPage,
  what: keyof typeof cuts,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const start = performance.now()
  const mend = await cuts[what](context, page)
  await meanwhile()
  await letPass(Math.max(0, start + shortCutMs - performance.now()))
  await mend()
}
