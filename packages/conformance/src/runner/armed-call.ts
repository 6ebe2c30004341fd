import type { PersonPage } from './person-page.ts'
import { SharedCall } from './shared-call.ts'

/** A call in which faults begin once everybody sees everybody. What fails before is no word about a fault. */
export class ArmedCall extends SharedCall {
  override async pages(count: number): Promise<readonly PersonPage[]> {
    let pages: readonly PersonPage[]
    try {
      pages = await super.pages(count)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(`The call of the case did not come about: ${why}`)
    }
    for (const { page } of pages) {
      await page.evaluate(() => {
        window.faultsArmed = true
      })
    }
    return pages
  }
}
