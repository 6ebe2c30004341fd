import type { PersonPage } from './person-page.ts'
import { RetriedCall } from './retried-call.ts'

/** A call in which faults begin once everybody sees everybody. What fails before is no word about a fault. */
export class ArmedCall extends RetriedCall {
  override async pages(count: number): Promise<readonly PersonPage[]> {
    const pages = await super.pages(count)
    // From here on a failure may be the fault's.
    this.mayRetry = false
    for (const { page } of pages) {
      await page.evaluate(() => {
        window.faultsArmed = true
      })
    }
    return pages
  }
}
