const burst = 400
const perSecond = 40

/** A bucket per sender: a join to a full room takes some two hundred frames at once, a call hardly any. */
export class P2pRateLimit {
  readonly #buckets = new Map<string, { left: number; at: number }>()

  /** Whether one more frame is allowed now (Unix ms). */
  take(key: string, now: number): boolean {
    const bucket = this.#buckets.get(key) ?? { left: burst, at: now }
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond) - 1
    bucket.at = now
    this.#buckets.set(key, bucket)
    if (bucket.left >= 0) return true
    bucket.left = 0
    return false
  }

  /** Forgets buckets that are full again. */
  sweep(now: number): void {
    for (const [key, { at }] of this.#buckets) if (now - at > (burst / perSecond) * 1000) this.#buckets.delete(key)
  }
}
