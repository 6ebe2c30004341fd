import type { Clock } from '../clock.ts'

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/** A clock that stands still until it is told to move. Timers fire in the order of their times, then of their making. */
export class FakeClock implements Clock {
  #now: number
  readonly #timers = new Set<Timer>()

  /** @param now Unix ms to start at */
  constructor(now = 1_800_000_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), callback }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** Timers that still wait: 0 when the code under test has cleaned up. */
  get pending(): number {
    return this.#timers.size
  }

  /** Moves time on and fires what is due, timers that those timers start included. */
  advance(ms: number): void {
    const end = this.#now + ms
    while (this.#fireNext(end)) {
      // every pass fires one timer
    }
    this.#now = end
  }

  /** Like {@link FakeClock.advance}, but lets promises settle before the first timer and after each one. */
  async advanceAsync(ms: number): Promise<void> {
    const end = this.#now + ms
    do await settled()
    while (this.#fireNext(end))
    this.#now = end
  }

  #fireNext(end: number): boolean {
    let next: Timer | undefined
    for (const timer of this.#timers) if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer
    if (next === undefined) return false
    this.#timers.delete(next)
    this.#now = Math.max(this.#now, next.at)
    next.callback()
    return true
  }
}

/** A message of a `MessageChannel` is delivered after every promise that can settle by now, and is not slowed down as timers are. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
