import type { RecordedFact } from './trace-entry.ts'

/** Time people who are missing after a reconnect may take to come back, less what two clocks may differ by. */
const awayMs = 14_500
/** Core goes on without a roster 5 s after `connected`; what it does then is not judged. */
const rosterMs = 4500

/**
 * Follows, from the facts alone, who may come back as the same participant after a reconnect of our own: first until
 * `roster-synced` (the burst), then for the 15 s in which people are away.
 */
export class ReconnectWatch {
  #phase: 'none' | 'burst' | 'away' = 'none'
  /** End of the phase, Unix ms. */
  #until = Number.POSITIVE_INFINITY
  #returns: string | null = null
  /** Presence keys accounted for since the burst began, with their identity. */
  readonly #here = new Map<string, string>()
  readonly #identities = new Map<string, string>()
  readonly #gone = new Set<string>()
  /** How many participants of an identity have no presence now. */
  readonly #missing = new Map<string, number>()
  /** How many participants of an identity may leave: the vendor said so. */
  readonly #leaving = new Map<string, number>()

  joinStarted(): void {
    this.#phase = 'none'
    this.#returns = null
    for (const known of [this.#here, this.#identities, this.#gone, this.#missing, this.#leaving]) known.clear()
  }

  /** @param identities of everybody announced, once per participant */
  reconnecting(identities: Iterable<string>): void {
    this.#phase = 'burst'
    this.#until = Number.POSITIVE_INFINITY
    this.#here.clear()
    this.#missing.clear()
    for (const identity of identities) count(this.#missing, identity, 1)
  }

  connected(at: number): void {
    if (this.#phase === 'burst') this.#until = at + rosterMs
  }

  /** The roster is not known yet: nobody may leave, no track may go. */
  holds(at: number): boolean {
    return this.#phase === 'burst' && at < this.#until
  }

  /** Somebody of that identity must be found again instead of joining anew. */
  mustReturn(identity: string): boolean {
    return this.#returns === identity
  }

  /** Whether somebody may leave now; to be asked once per `participantLeft`. */
  mayLeave(identity: string, at: number): boolean {
    if (this.#phase !== 'away' || at >= this.#until) return true
    const leaving = this.#leaving.get(identity) ?? 0
    count(this.#leaving, identity, -1)
    return leaving > 0
  }

  fact(fact: RecordedFact, at: number, connected: boolean): void {
    this.#returns = null
    if (at >= this.#until) this.#phase = 'none'
    if (fact.type === 'participant-present') this.#present(fact.participant, fact.identity)
    else if (fact.type === 'participant-gone') this.#wentAway(fact.participant)
    else if (fact.type === 'roster-synced' && this.#phase === 'burst' && connected) this.#synced(fact.present, at)
  }

  #present(key: string, identity: string): void {
    if (this.#gone.has(key) || this.#here.has(key)) return
    this.#here.set(key, identity)
    this.#identities.set(key, identity)
    if (this.#phase === 'none' || !this.#missing.get(identity)) return
    count(this.#missing, identity, -1)
    this.#returns = identity
  }

  #wentAway(key: string): void {
    const identity = this.#here.get(key)
    this.#gone.add(key)
    this.#here.delete(key)
    if (identity === undefined) return
    if (this.#phase === 'burst') count(this.#missing, identity, 1)
    else count(this.#leaving, identity, 1)
  }

  #synced(present: readonly string[], at: number): void {
    for (const key of present) {
      const identity = this.#identities.get(key)
      if (identity === undefined || this.#here.has(key) || this.#gone.has(key)) continue
      this.#here.set(key, identity)
      if (this.#missing.get(identity)) count(this.#missing, identity, -1)
    }
    for (const [key, identity] of this.#here) {
      if (present.includes(key)) continue
      this.#here.delete(key)
      count(this.#missing, identity, 1)
    }
    this.#leaving.clear()
    this.#phase = 'away'
    this.#until = at + awayMs
  }
}

function count(counts: Map<string, number>, identity: string, change: number): void {
  counts.set(identity, (counts.get(identity) ?? 0) + change)
}
