import type { Page } from 'playwright-core'
import type { PageTrace, TraceEntry } from '../trace/trace-entry.ts'

/** Fetches what the rooms of one page recorded, each entry once. */
export class PageTraces {
  readonly #identity: string
  readonly #page: Page
  readonly #rooms: TraceEntry[][] = []
  /** Of the document the entries come from: a reload begins new rooms. */
  #origin = 0
  #firstRoom = 0
  #closed = false

  constructor(identity: string, page: Page) {
    this.#identity = identity
    this.#page = page
  }

  /** What was collected is kept; the page may be somebody else's from now on. */
  close(): void {
    this.#closed = true
  }

  async collect(): Promise<readonly PageTrace[]> {
    if (!this.#closed && !this.#page.isClosed()) await this.#fetch().catch(() => {})
    return this.#rooms.map((entries, index) => ({
      page: index === 0 ? this.#identity : `${this.#identity}, room ${index + 1}`,
      entries: [...entries],
    }))
  }

  /** A page that crashed or froze does not answer: what it told before is kept. */
  async #fetch(): Promise<void> {
    const known = this.#rooms.slice(this.#firstRoom).map(({ length }) => length)
    const asked = this.#page.evaluate(
      ([origin, counts]) => ({
        origin: performance.timeOrigin,
        rooms: window.conformance.traces(origin === performance.timeOrigin ? counts : []),
      }),
      [this.#origin, known] as const,
    )
    const answer = await Promise.race([asked, patience()])
    if (!answer) return
    if (answer.origin !== this.#origin) this.#firstRoom = this.#rooms.length
    this.#origin = answer.origin
    for (const [index, entries] of answer.rooms.entries()) {
      const room = this.#firstRoom + index
      this.#rooms[room] ??= []
      this.#rooms[room].push(...entries)
    }
  }
}

/** A page that is merely busy must not look as if nothing had happened in it. */
function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, 10_000, null).unref())
}
