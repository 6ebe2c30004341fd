const minuteMs = 60_000

/**
 * Counts how long pages could be in a room, in participant-minutes: from the access that was given until the page is closed.
 * Vendors charge each begun minute of a connection, so each page counts at least one.
 */
export class ParticipantMinutes {
  readonly #now: () => number
  readonly #open = new Set<{ readonly since: number }>()
  #ended = 0

  /** @param now ms, of a clock that does not go back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get used(): number {
    return [...this.#open].reduce((sum, { since }) => sum + this.#begun(since), this.#ended)
  }

  /** Returns the end of it, which may be called twice. */
  start(): () => void {
    const stay = { since: this.#now() }
    this.#open.add(stay)
    return () => {
      if (this.#open.delete(stay)) this.#ended += this.#begun(stay.since)
    }
  }

  #begun(since: number): number {
    return Math.max(1, Math.ceil((this.#now() - since) / minuteMs))
  }
}
