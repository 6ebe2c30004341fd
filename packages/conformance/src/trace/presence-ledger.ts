import type { FactRule } from './fact-rule.ts'
import type { RecordedFact } from './trace-entry.ts'

type PresentFact = Extract<RecordedFact, { type: 'participant-present' }>
type TrackFact = Extract<RecordedFact, { type: 'track-present' }>

/** One key: what never changes about it, and how its story goes. */
interface Entry<F> {
  readonly first: F
  /** `again`: reported as present after it was gone. That alone may be a late fact. */
  state: 'present' | 'gone' | 'again'
}

/** The keys of one join: who and what was reported under each, and whether a key serves twice. */
export class PresenceLedger {
  readonly #report: (rule: FactRule, text: string) => void
  readonly #presences = new Map<string, Entry<PresentFact>>()
  readonly #tracks = new Map<string, Entry<TrackFact>>()
  /** Keys reported since the last barrier: those exist for certain. */
  readonly #fresh = new Set<string>()
  /** When each key that is there was reported first, Unix ms. */
  readonly #since = new Map<string, number>()
  readonly #goneUnknown = new Set<string>()
  readonly #toldTwins = new Set<string>()
  /** When each binding that is there was reported first, Unix ms. */
  readonly #bound = new Map<string, number>()

  constructor(report: (rule: FactRule, text: string) => void) {
    this.#report = report
  }

  knows(key: string): boolean {
    return this.#presences.has(key) || this.#goneUnknown.has(key)
  }

  knowsTrack(key: string): boolean {
    return this.#tracks.has(key)
  }

  participantPresent(fact: PresentFact, at: number): void {
    const { participant: key, identity, joinedAt } = fact
    const known = this.#presences.get(key)
    if (!known) {
      this.#presences.set(key, { first: fact, state: 'present' })
      this.#since.set(key, at)
      this.#fresh.add(key)
      return
    }
    const { first } = known
    if (first.identity !== identity) this.#report('key-reused', `${key} was ${first.identity} and is ${identity}`)
    else if (joinedAt !== undefined && first.joinedAt !== undefined && joinedAt !== first.joinedAt) {
      const was = known.state === 'present' ? 'is here' : 'is gone'
      this.#report('key-reused', `${key} of ${identity} ${was} and joined again`)
    }
    if (known.state === 'gone') known.state = 'again'
    if (known.state !== 'present') return
    this.#fresh.add(key)
    if (!this.#since.has(key)) this.#since.set(key, at)
  }

  participantGone(key: string): void {
    this.#fresh.delete(key)
    this.#since.delete(key)
    // Their tracks are gone with them.
    for (const track of this.#bound.keys()) {
      if (this.#tracks.get(track)?.first.participant === key) this.#bound.delete(track)
    }
    const known = this.#presences.get(key)
    if (!known) this.#goneUnknown.add(key)
    else this.#gone(known, `${key} of ${known.first.identity}`)
  }

  trackPresent(fact: TrackFact, at: number): void {
    const { track: key, participant, source, kind } = fact
    const known = this.#tracks.get(key)
    if (!known) {
      this.#tracks.set(key, { first: fact, state: 'present' })
      this.#bound.set(key, at)
      return
    }
    const { first } = known
    if (first.participant !== participant || first.source !== source || first.kind !== kind) {
      const was = `${first.participant} ${first.source} ${first.kind}`
      this.#report('key-reused', `${key} was ${was} and is ${participant} ${source} ${kind}`)
    }
    if (known.state === 'gone') known.state = 'again'
    if (known.state === 'present' && !this.#bound.has(key)) this.#bound.set(key, at)
  }

  trackGone(key: string): void {
    this.#bound.delete(key)
    const known = this.#tracks.get(key)
    if (known) this.#gone(known, `${key} of ${known.first.participant}`)
  }

  /** A reconnect: who is there must be reported anew. */
  burstStarts(): void {
    this.#fresh.clear()
    this.#bound.clear()
  }

  rosterSynced(present: readonly string[]): void {
    const listed = new Set(present)
    for (const key of listed) {
      const known = this.#presences.get(key)
      if (known?.state === 'again') this.#report('key-reused', `${key} was gone, was reported again and is listed`)
      else if (known?.state === 'gone' || (!known && this.#goneUnknown.has(key)))
        this.#report('roster-synced-lists-gone', `${key} is gone and listed`)
      else if (!known) this.#report('roster-synced-lists-unknown', `${key} is listed and was not reported`)
    }
    for (const key of this.#fresh) {
      if (!listed.has(key)) this.#report('present-missing-from-roster', `${key} was just reported and is not listed`)
    }
    // Who is not listed has vanished without a word.
    for (const key of [...this.#since.keys()]) if (!listed.has(key)) this.#since.delete(key)
    this.#fresh.clear()
  }

  /** Two keys of one identity that were both there before `time`; each pair is given once. */
  twinsSince(time: number): { readonly identity: string; readonly keys: readonly string[] } | null {
    const seen = new Map<string, string>()
    for (const [key, since] of this.#since) {
      const identity = this.#presences.get(key)?.first.identity ?? ''
      const other = seen.get(identity)
      seen.set(identity, key)
      if (other === undefined || since > time || this.#toldTwins.has(`${other} ${key}`)) continue
      this.#toldTwins.add(`${other} ${key}`)
      return { identity, keys: [other, key] }
    }
    return null
  }

  /** Bindings of one source that are there together: two since before `time`, or three. Each is given once. */
  boundTogether(time: number): { readonly source: string; readonly keys: readonly string[] } | null {
    const seen = new Map<string, readonly string[]>()
    for (const [key, since] of this.#bound) {
      const { participant = '', source = '' } = this.#tracks.get(key)?.first ?? {}
      const keys = [...(seen.get(`${participant} ${source}`) ?? []), key]
      seen.set(`${participant} ${source}`, keys)
      const together = (keys.length === 2 && since <= time) || keys.length > 2
      if (!together || this.#toldTwins.has(keys.join(' '))) continue
      this.#toldTwins.add(keys.join(' '))
      return { source: `${source} of ${participant}`, keys }
    }
    return null
  }

  /** Gone, present and gone again are two stories under one key. Gone and gone again is a repetition. */
  #gone(entry: Entry<unknown>, name: string): void {
    if (entry.state === 'again') this.#report('gone-twice', `${name} was gone, was reported again and is gone again`)
    entry.state = 'gone'
  }
}
