import { MediaLines } from './media-lines.ts'
import type { PageBench } from './page-bench.ts'
import { SharedCall } from './shared-call.ts'

/** The calls that cases share: one whose pages reach each other directly, and one whose lines the suite can cut. */
export class SharedCalls {
  readonly lines: MediaLines
  readonly direct: SharedCall
  readonly lined: SharedCall

  /**
   * @param seed of what bad lines lose, a whole number
   * @param Call what each of the two is
   */
  constructor(bench: PageBench, seed: number, Call = SharedCall) {
    this.lines = new MediaLines(seed)
    this.direct = new Call(bench)
    this.lined = new Call({ ...bench, lines: this.lines })
  }

  async close(): Promise<void> {
    await Promise.all([this.direct.close(), this.lined.close()])
  }
}
