import type { PersonPage } from './person-page.ts'
import { SharedCall } from './shared-call.ts'

/** A call that is tried twice: a machine that was busy for a moment must not count for or against a fault. */
export class RetriedCall extends SharedCall {
  protected mayRetry = true

  override async pages(count: number): Promise<readonly PersonPage[]> {
    try {
      return await super.pages(count)
    } catch (error) {
      if (!this.mayRetry) throw didNotComeAbout(error)
      await this.close()
    }
    return super.pages(count).catch((error: unknown) => {
      throw didNotComeAbout(error)
    })
  }
}

function didNotComeAbout(error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error)
  return new Error(`The call of the case did not come about: ${why}`)
}
