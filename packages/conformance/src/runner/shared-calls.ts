import { MediaLines } from './media-lines.ts'
import type { PageBench } from './page-bench.ts'
import type { PersonPage } from './person-page.ts'
import { SharedCall } from './shared-call.ts'

/**
 * The calls that cases share: one whose pages reach each other directly, and one whose lines the suite can cut. One is open at a
 * time, because a call that nobody looks at takes as much of the machine as one that is looked at.
 */
export class SharedCalls {
  readonly lines: MediaLines
  readonly #direct: SharedCall
  readonly #lined: SharedCall

  /**
   * @param seed of what bad lines lose, a whole number
   * @param Call what each of the two is
   */
  constructor(bench: PageBench, seed: number, Call = SharedCall) {
    this.lines = new MediaLines(seed)
    this.#direct = new Call(bench)
    this.#lined = new Call({ ...bench, lines: this.lines })
  }

  /**
   * Exactly so many people in a call, seeing each other.
   *
   * @param lined whether the suite can cut their lines
   */
  async pages(count: number, lined: boolean): Promise<readonly PersonPage[]> {
    await (lined ? this.#direct : this.#lined).close()
    return (lined ? this.#lined : this.#direct).pages(count)
  }

  async close(): Promise<void> {
    await Promise.all([this.#direct.close(), this.#lined.close()])
  }
}
