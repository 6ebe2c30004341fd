import type { Clock } from '../clock.ts'
import { guarded } from '../state/room-store.ts'

export interface MeterOptions<T> {
  readonly clock: Clock
  /** Pause between two samples in ms, unless a subscriber asks for another one. */
  readonly everyMs: number
  /** Value while nobody observes. */
  readonly initial: T
  /** Takes one sample; `undefined` or a rejection is a sample that failed and is left out. */
  readonly sample: () => T | undefined | Promise<T | undefined>
  /** The last observer has gone. */
  readonly stopped?: () => void
}

/**
 * A figure that is sampled only while somebody observes it: the first subscriber starts the sampling, the last one stops
 * it. Samples never overlap.
 */
export class Meter<T> {
  readonly #options: MeterOptions<T>
  readonly #subscribers = new Set<{ readonly listener: (value: T) => void; readonly everyMs: number }>()
  #latest: T
  #sampledAt = Number.NEGATIVE_INFINITY
  #sampling = false
  #cancel: (() => void) | undefined

  constructor(options: MeterOptions<T>) {
    this.#options = options
    this.#latest = options.initial
  }

  /** Last sample; the initial value while nobody observes. */
  get latest(): T {
    return this.#latest
  }

  /**
   * @param everyMs a slower pace is enough for this subscriber; while others want a faster one it is called at theirs
   * @returns unsubscribe, idempotent
   */
  subscribe(listener: (value: T) => void, everyMs = this.#options.everyMs): () => void {
    const subscriber = { listener, everyMs }
    this.#subscribers.add(subscriber)
    this.#schedule()
    return () => {
      this.#subscribers.delete(subscriber)
      if (this.#subscribers.size > 0) return
      this.#cancel?.()
      this.#latest = this.#options.initial
      this.#options.stopped?.()
    }
  }

  #schedule(): void {
    this.#cancel?.()
    if (this.#sampling || this.#subscribers.size === 0) return
    const pace = Math.min(...[...this.#subscribers].map(({ everyMs }) => everyMs))
    const { clock } = this.#options
    // Leaving and coming back in quick turns must not sample faster than the pace.
    const wait = Math.max(0, this.#sampledAt + pace - clock.now())
    this.#cancel = clock.after(wait, () => void this.#tick())
  }

  async #tick(): Promise<void> {
    const { clock, sample } = this.#options
    this.#sampling = true
    this.#sampledAt = clock.now()
    let value: T | undefined
    try {
      value = await sample()
    } catch {
      // A session that is ending has nothing to measure; the next sample comes soon.
    }
    this.#sampling = false
    if (value !== undefined && this.#subscribers.size > 0) {
      this.#latest = value
      for (const { listener } of this.#subscribers) guarded(() => listener(value))
    }
    this.#schedule()
  }
}
