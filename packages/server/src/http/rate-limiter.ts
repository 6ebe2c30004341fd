import type { RateLimit } from '../control-plane/control-plane-options.ts'

/** Beyond this the key that was used longest ago is forgotten, so that made-up keys cannot fill the memory. */
const maximumKeys = 10_000

/**
 * Token buckets by key, in this process: they keep one client from exhausting one server, and need not be exact over
 * several.
 */
export class RateLimiter {
  readonly #limit: RateLimit
  readonly #now: () => number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()

  /** @param now monotonic or Unix time in ms */
  constructor(limit: RateLimit, now: () => number = Date.now) {
    this.#limit = limit
    this.#now = now
  }

  /** Takes one token; `false` when there is none. */
  take(key: string): boolean {
    const now = this.#now()
    const bucket = this.#buckets.get(key) ?? { tokens: this.#limit.burst, at: now }
    const tokens = Math.min(this.#limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * this.#limit.perSecond)
    const allowed = tokens >= 1
    // Deleting first moves the key to the end: the map stays in order of last use.
    this.#buckets.delete(key)
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now })
    if (this.#buckets.size > maximumKeys) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest)
        break
      }
    }
    return allowed
  }
}
