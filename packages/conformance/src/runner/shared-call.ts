import { people } from '../harness/person.ts'
import { newRoom } from './new-room.ts'
import type { PageBench } from './page-bench.ts'
import { PersonPage } from './person-page.ts'
import { waitFor } from './wait-for.ts'

/** One call that the cases of an adapter share; larger ones grow out of it, and a spoiled one is thrown away. */
export class SharedCall {
  readonly #bench: PageBench
  #pages: PersonPage[] = []
  #room = ''

  constructor(bench: PageBench) {
    this.#bench = bench
  }

  /** Exactly so many people, all in the call with camera and microphone, seeing each other. */
  async pages(count: number): Promise<readonly PersonPage[]> {
    if (await this.#isWhole()) await this.#shrink(count)
    else await this.close()
    if (this.#pages.length === 0) this.#room = newRoom(this.#bench.record.run)
    const there = this.#pages.length
    const opened = await Promise.allSettled(
      people.slice(there, count).map((person) => PersonPage.open(this.#bench, person)),
    )
    this.#pages.push(...opened.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])))
    for (const each of opened) if (each.status === 'rejected') throw each.reason
    const newcomers = this.#pages.slice(there)
    await Promise.all(
      newcomers.map((page, index) => page.enter(this.#room, { role: there + index === 0 ? 'host' : 'guest' })),
    )
    // One after the other: who is first in the call is first in every roster.
    for (const page of newcomers) await page.join()
    await Promise.all(
      this.#pages.flatMap((page) =>
        this.#pages
          .filter((other) => other !== page)
          .map((other) =>
            waitFor(`${page.identity} to see ${other.identity}`, () => page.sees(other.person), { timeoutMs: 15_000 }),
          ),
      ),
    )
    return this.#pages
  }

  async close(): Promise<void> {
    await Promise.all(this.#pages.splice(0).map((page) => page.close()))
  }

  /** Who came last leaves first, and is gone for the others before a case looks at them. */
  async #shrink(count: number): Promise<void> {
    await Promise.all(this.#pages.splice(count).map((page) => page.close()))
    const alone = async (page: PersonPage) => (await page.roster()).length < count
    for (const page of this.#pages) await waitFor(`${page.identity} to be one of ${count}`, () => alone(page))
  }

  /** As the last case should have left it. */
  async #isWhole(): Promise<boolean> {
    const whole = await Promise.all(
      this.#pages.map(async (page) => {
        const snapshot = await page.snapshot().catch(() => null)
        if (!snapshot) return false
        const { connection, participants, self } = snapshot
        return (
          connection.state === 'connected' &&
          participants.length === this.#pages.length - 1 &&
          self.camera.state === 'live' &&
          self.microphone.state === 'live' &&
          self.screen.state === 'off'
        )
      }),
    )
    return whole.every((each) => each)
  }
}
