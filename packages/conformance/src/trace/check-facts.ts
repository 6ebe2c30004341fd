import type { Capabilities } from '@televid/core/adapter'
import { disconnectReasons, kindOfSource } from '@televid/core/adapter'
import { type FactRule, factRules } from './fact-rule.ts'
import { PresenceLedger } from './presence-ledger.ts'
import type { PageTrace, RecordedFact, TraceEntry } from './trace-entry.ts'

export interface FactViolation {
  readonly rule: FactRule
  /** Type of `@televid/core/adapter` whose words are broken. */
  readonly type: string
  readonly text: string
  /** Entry at which it was noticed. */
  readonly seq: number
}

type DeclaredCapabilities = Pick<Capabilities, 'uniqueIdentity' | 'limits'>

/**
 * What an adapter reported against its contract, whether or not core copes with it.
 *
 * @param trace of a room's whole life
 * @param capabilities as the adapter declares them
 */
export function checkFacts(trace: PageTrace, capabilities: DeclaredCapabilities): FactViolation[] {
  const violations: FactViolation[] = []
  const joins = new Map<number, JoinChecker>()
  let current = 0
  for (const entry of trace.entries) {
    const { seq } = entry
    const report = (rule: FactRule, text: string, at = seq) =>
      void violations.push({ rule, type: factRules[rule].type, text: `${text}; ${factRules[rule].says}`, seq: at })
    if (entry.kind === 'join') {
      current = entry.join
      joins.set(current, new JoinChecker(capabilities, report))
    } else if (entry.kind === 'fact') {
      const join = joins.get(entry.join)
      if (join) join.fact(entry.fact, entry, report)
      else report('fact-before-join', `${entry.fact.type} for join ${entry.join}, which was not asked for`)
    } else joins.get(current)?.room(entry, report)
  }
  for (const join of joins.values()) join.finish()
  return violations.sort((left, right) => left.seq - right.seq)
}

type Report = (rule: FactRule, text: string, seq?: number) => void
type FactOf<T extends RecordedFact['type']> = Extract<RecordedFact, { type: T }>

/** Time the contract gives for `roster-synced`; also the patience with a participant who is still to be reported. */
const rosterMs = 5000
/** A second join ends the first, and a new binding the one before; both may be seen for that long. */
const overlapMs = 2000
const customSource = /^custom:[a-z0-9-]{1,32}$/

/** The facts of one join. */
class JoinChecker {
  readonly #ledger: PresenceLedger
  readonly #capabilities: DeclaredCapabilities
  #report: Report
  /** Facts about a presence that nobody reported yet. */
  readonly #unresolved = new Map<string, { readonly fact: RecordedFact; readonly seq: number; readonly at: number }>()
  #disconnected = false
  #reconnecting = false
  /** Since when `roster-synced` is due after a reconnect, Unix ms. */
  #rosterDue: number | null = null
  #synced = false
  #at = 0

  constructor(capabilities: DeclaredCapabilities, report: Report) {
    this.#capabilities = capabilities
    this.#report = report
    this.#ledger = new PresenceLedger((rule, text) => this.#report(rule, text))
  }

  fact(fact: RecordedFact, { seq, at }: TraceEntry, report: Report): void {
    this.#report = report
    this.#time(at)
    if (this.#disconnected && !this.#isLegalAfterTheEnd(fact)) report('fact-after-disconnected', fact.type)
    switch (fact.type) {
      case 'connection-changed':
        this.#connection(fact, at)
        break
      case 'roster-synced':
        this.#rosterSynced(fact)
        break
      case 'participant-present':
        this.#unresolved.delete(fact.participant)
        this.#ledger.participantPresent(fact, at)
        break
      case 'participant-gone':
        this.#unresolved.delete(fact.participant)
        this.#checkReason(fact.reason?.unified, 'participant-gone')
        this.#ledger.participantGone(fact.participant)
        break
      case 'track-present':
        this.#checkSource(fact)
        this.#ledger.trackPresent(fact, at)
        break
      case 'track-gone':
        this.#ledger.trackGone(fact.track)
        break
      case 'speakers-changed':
        this.#checkSpeakers(fact)
        break
      case 'message-received':
        if ((fact.bytes ?? 0) > this.#capabilities.limits.packetBytes)
          report('packet-too-large', `a packet of ${fact.bytes} bytes`)
        break
      case 'quality-changed':
      case 'source-refused':
      case 'audio-blocked':
      case 'recording-changed':
      case 'caption-received':
      case 'warning-raised':
        break
      default:
        fact satisfies never
        throw new Error('A trace holds a fact that is not in the contract.')
    }
    const key = ownerOf(fact)
    if (key !== null && !this.#ledger.knows(key) && !this.#unresolved.has(key))
      this.#unresolved.set(key, { fact, seq, at })
  }

  /** What the room did meanwhile: how far time went, and whether core gave up waiting for the roster. */
  room(entry: TraceEntry, report: Report): void {
    this.#report = report
    this.#time(entry.at)
    if (entry.kind !== 'event' || entry.event !== 'connectionChanged') return
    if (entry.detail.state === 'connected' && !this.#synced) {
      report('roster-synced-missing', 'core took the roster as complete by itself')
      this.#synced = true
    }
    if (entry.detail.state === 'disconnected') this.#rosterDue = null
  }

  finish(): void {
    for (const [key, { fact, seq, at }] of this.#unresolved) {
      if (this.#at - at >= rosterMs) this.#reportUnknown(key, fact, seq)
    }
  }

  #time(at: number): void {
    this.#at = at
    if (this.#rosterDue !== null && at >= this.#rosterDue) {
      this.#rosterDue = null
      this.#report('roster-synced-missing', `none within ${rosterMs} ms of the end of a reconnect`)
    }
    const bound = this.#ledger.boundTogether(at - overlapMs)
    if (bound) this.#report('track-left-behind', `${bound.source} is ${bound.keys.join(' and ')} together`)
    if (this.#capabilities.uniqueIdentity.support === 'none') return
    const twins = this.#ledger.twinsSince(at - overlapMs)
    if (twins)
      this.#report('duplicate-join', `${twins.identity} is ${twins.keys.join(' and ')} for over ${overlapMs} ms`)
  }

  #connection(fact: FactOf<'connection-changed'>, at: number): void {
    const { state } = fact
    if (fact.state === 'disconnected') {
      if (!fact.reason) this.#report('disconnected-without-reason', 'disconnected')
      this.#checkReason(fact.reason?.unified, state)
    }
    if (state === 'reconnecting') this.#ledger.burstStarts()
    // A repeated `connected` ends nothing.
    this.#rosterDue = state === 'connected' ? (this.#reconnecting ? at + rosterMs : this.#rosterDue) : null
    this.#reconnecting = state === 'reconnecting'
    this.#disconnected ||= state === 'disconnected'
  }

  #rosterSynced({ present }: FactOf<'roster-synced'>): void {
    if (this.#reconnecting && this.#synced) this.#report('roster-synced-while-reconnecting', 'roster-synced')
    else this.#rosterDue = null
    this.#synced = true
    this.#ledger.rosterSynced(present)
    for (const [key, { fact, seq }] of this.#unresolved) {
      // A listed key is told as such; of anybody else nothing may come before the barrier.
      if (!present.includes(key)) this.#reportUnknown(key, fact, seq)
    }
    this.#unresolved.clear()
  }

  #reportUnknown(key: string, fact: RecordedFact, seq: number): void {
    const rule = fact.type === 'track-present' ? 'track-of-unknown-participant' : 'fact-of-unknown-participant'
    this.#report(rule, `${fact.type} of ${key}, who was never reported`, seq)
  }

  /** A repetition, or news of a presence or track that is finished like everything else. */
  #isLegalAfterTheEnd(fact: RecordedFact): boolean {
    if (fact.type === 'connection-changed') return fact.state === 'disconnected'
    if (fact.type === 'track-gone') return true
    if (fact.type === 'track-present') return this.#ledger.knowsTrack(fact.track)
    if (fact.type === 'participant-gone' || fact.type === 'participant-present')
      return this.#ledger.knows(fact.participant)
    const key = ownerOf(fact)
    return key !== null && this.#ledger.knows(key)
  }

  #checkReason(reason: string | undefined, name: string): void {
    if (reason === undefined || (disconnectReasons as readonly string[]).includes(reason)) return
    this.#report('unknown-reason', `${name} for ${reason}`)
  }

  #checkSource({ source, kind }: FactOf<'track-present'>): void {
    const known = kindOfSource(source)
    if (known === undefined && !customSource.test(source)) this.#report('source-invalid', `source ${source}`)
    else if (known !== undefined && known !== kind) this.#report('source-invalid', `a ${source} of kind ${kind}`)
  }

  #checkSpeakers({ speakers }: FactOf<'speakers-changed'>): void {
    const levels = speakers.flatMap(({ level }) => level ?? [])
    const inScale = levels.every((level) => level >= 0 && level <= 1)
    if (!inScale) this.#report('speakers-invalid', `levels ${levels.join(', ')}`)
    else if (levels.some((level, index) => level > (levels[index - 1] ?? 1)))
      this.#report('speakers-invalid', `the order ${levels.join(', ')}`)
  }
}

/** The presence key that a fact is about, where it is not the presence's own fact. */
function ownerOf(fact: RecordedFact): string | null {
  switch (fact.type) {
    case 'track-present':
    case 'message-received':
    case 'quality-changed':
    case 'caption-received':
      return fact.participant === 'self' ? null : fact.participant
    default:
      return null
  }
}
