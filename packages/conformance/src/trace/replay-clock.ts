import type { Clock } from '@televid/core'

/** A clock at the time of the entry being replayed. Timers fire only when the trace shows that one did. */
export class ReplayClock implements Clock {
  #now = 0
  readonly #timers = new Set<{ readonly due: number; readonly callback: () => void }>()

  now(): number {
    return this.#now
  }

  /** @param at Unix ms */
  set(at: number): void {
    this.#now = at
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#now + ms, callback }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Fires what is due, oldest first. */
  fireDue(): void {
    const due = [...this.#timers].filter((timer) => timer.due <= this.#now).sort((left, right) => left.due - right.due)
    for (const timer of due) if (this.#timers.delete(timer)) timer.callback()
  }
}
