import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Leaves and fails the case when that took longer, by the clock of the page. */
export async function leaveWithin({ check }: Pick<CaseContext, 'check'>, { page }: PersonPage, ms: number) {
  const took = await page.evaluate(async () => {
    const since = performance.now()
    await window.conformance.room.leave()
    return Math.round(performance.now() - since)
  })
  check(took < ms, `leave() took ${took} ms`)
}
