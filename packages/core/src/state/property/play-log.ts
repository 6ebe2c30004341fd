import type { TrackPresentFact } from '../../adapter/fact.ts'
import { isSteadySource } from '../../adapter/source.ts'
import { isTerminal } from '../connection-slice.ts'
import { awayMs } from '../participant-slice.ts'
import type { RoomInput } from '../room-input.ts'
import type { ParticipantSnapshot } from '../room-snapshot.ts'
import type { RoomState } from '../room-state.ts'
import { RoomStore } from '../room-store.ts'
import { EventOracle } from './event-oracle.ts'
import type { Random } from './random.ts'
import {
  type Counts,
  describeTrack,
  type ExpectedParticipant,
  type Ingredient,
  type Lane,
  type RoomLog,
  type Step,
} from './room-log.ts'

const epoch = 2

/** Plays one log in one legal order, chosen by `random`, and checks every step and the end. */
export class LogPlayer {
  readonly #log: RoomLog
  readonly #random: Random
  readonly #counts: Counts
  readonly #oracle = new EventOracle()
  readonly #store: RoomStore
  /** Presence keys that the vendor has reported and not taken back. */
  readonly #present = new Set<string>()
  readonly #trace: RoomInput[] = []
  /** Participant id by presence key. */
  readonly #ids = new Map<string, string>()
  #events = 0
  #resyncing = false
  #stale = 0
  #at = 1_000_000
  #sameKeyReturns: number

  constructor(log: RoomLog, random: Random, counts: Counts) {
    this.#log = log
    this.#random = random
    this.#counts = counts
    this.#sameKeyReturns = log.lanes.flatMap(({ steps }) => steps).filter(({ sameKeyReturn }) => sameKeyReturn).length
    this.#store = new RoomStore({
      name: 'visit-1',
      onCommit: () => {},
      onEvent: (event) => {
        this.#events++
        const interrupted = this.#resyncing && this.#store.state.resyncing
        if (interrupted && (event.type === 'participantLeft' || event.type === 'trackUnpublished')) {
          throw new Error(`${event.type} while a reconnect is under way`)
        }
        this.#oracle.event(event, this.#store.snapshot)
      },
    })
  }

  /** What was dispatched, for the message of a failure. */
  get trace(): string {
    return this.#trace
      .map((input) => JSON.stringify(input.type === 'fact' ? [input.epoch, input.fact] : input))
      .join('\n')
  }

  play(): void {
    const { lanes } = this.#log
    this.#earlierJoin()
    this.#dispatch({ type: 'join-started', epoch, at: this.#at })
    // From the vendor's own order to any order at all.
    const scramble = this.#random.below(4)
    for (let left = lanes.reduce((sum, { steps }) => sum + steps.length, 0); left > 0; left--) {
      const lane = this.#nextLane(lanes, scramble)
      const step = lane.steps[lane.done++]
      if (step !== undefined) this.#emit(step)
      if (this.#random.chance(8)) this.#timer()
    }
    while (this.#store.state.awayUntil !== null) this.#expireAway()
    this.#checkEnd()
  }

  #earlierJoin(): void {
    const { type, participant, identity } = {
      type: 'participant-present',
      participant: 'presence-1',
      identity: 'ann',
    } as const
    if (this.#random.chance(70)) return
    const at = this.#at
    this.#dispatch({ type: 'join-started', epoch: 1, at })
    this.#dispatch({ type: 'fact', epoch: 1, at, fact: { type, participant, identity } })
    this.#dispatch({ type: 'session-opened', at })
    if (this.#random.chance(70))
      this.#dispatch({ type: 'fact', epoch: 1, at, fact: { type: 'roster-synced', present: [participant] } })
    this.#dispatch({ type: 'ended', reason: { unified: 'left', raw: 0 }, at })
  }

  #nextLane(lanes: readonly Lane[], scramble: number): Lane {
    const ready = (lane: Lane) => {
      const step = lane.steps[lane.done]
      return step?.after.every(([other, count]) => other.done >= count) ? step : undefined
    }
    let chosen: Lane | undefined
    let order = Number.POSITIVE_INFINITY
    // The oldest of a few lanes; of all of them, it is the vendor's own order.
    const tries = scramble === 0 ? 0 : scramble === 1 ? 4 : 1
    for (let count = 0; count < tries; count++) {
      const lane = this.#random.of(lanes)
      const step = lane && ready(lane)
      if (step && step.order < order) {
        chosen = lane
        order = step.order
      }
    }
    if (chosen !== undefined) return chosen
    for (const lane of lanes) {
      const step = ready(lane)
      if (step && step.order < order) {
        chosen = lane
        order = step.order
      }
    }
    if (chosen === undefined) throw new Error('the model made a log without a legal order')
    return chosen
  }

  #emit(step: Step): void {
    if (step.late && this.#isAway(step.fact)) return
    if (step.present !== undefined) this.#present.add(step.present)
    if (step.gone !== undefined) this.#present.delete(step.gone)
    for (const key of step.vanished ?? []) this.#present.delete(key)
    if (step.sameKeyReturn) this.#sameKeyReturns--
    const awaited = this.#awaited(step)
    this.#send(step)
    const { state } = this.#store
    const id = state.presences.get(step.present ?? '')?.participantId
    if (step.present !== undefined && id) this.#ids.set(step.present, id)
    if (awaited !== undefined) {
      this.#count('people found again under a new key')
      const here = state.participants.get(awaited)?.snapshot.presence === 'here'
      if (id !== awaited || !here) throw new Error('somebody who came back under a new key is another participant')
    }
    if (this.#random.chance(6)) {
      const before = this.#store.snapshot
      this.#send(step)
      if (this.#store.snapshot !== before) throw new Error('repeating a fact changed the snapshot')
      this.#count('repeated facts')
    }
  }

  #send({ fact, input, earlierEpoch }: Step): void {
    const at = this.#at++
    const { state } = this.#store
    if (input !== undefined) this.#dispatch({ ...input, at } as RoomInput)
    if (fact === undefined) return
    const over = isTerminal(state)
    if (earlierEpoch || over) this.#stale++
    if (over) this.#count('facts after the end')
    if (fact.type === 'track-present' && state.presences.get(fact.participant) === undefined && !over)
      this.#count('early tracks')
    const told = fact.type === 'roster-synced' && !earlierEpoch ? { ...fact, present: [...this.#present] } : fact
    const before = this.#store.snapshot
    this.#dispatch({ type: 'fact', epoch: earlierEpoch ? 1 : epoch, at, fact: told })
    if (fact.type === 'track-present') this.#checkGeneration(state, fact)
    if ((earlierEpoch || over) && this.#store.snapshot !== before) throw new Error('a stale fact changed the snapshot')
  }

  /** Another binding of a track that apps know is another generation of the same track. */
  #checkGeneration(before: RoomState, { participant, source }: TrackPresentFact): void {
    const trackIn = (state: RoomState) =>
      state.participants
        .get(state.presences.get(participant)?.participantId ?? '')
        ?.tracks.find(({ snapshot }) => snapshot.source === source)
    const old = trackIn(before)
    const now = trackIn(this.#store.state)
    if (!old?.published || !now) return
    const rises = now.snapshot.generation - old.snapshot.generation
    if (old.snapshot.id !== now.snapshot.id || rises !== (old.currentKey === now.currentKey ? 0 : 1)) {
      throw new Error('a replaced track is not the next generation of the same track')
    }
  }

  /** While somebody may still come back under the same key, a late fact is no different from that. */
  #isAway(fact: Step['fact']): boolean {
    const { presences, participants } = this.#store.state
    const key = fact?.type === 'participant-present' ? fact.participant : ''
    const record = participants.get(presences.get(key)?.participantId ?? '')
    return record?.key === key && record.snapshot.presence === 'away'
  }

  /** Who must be found again in a presence with a new key: nobody else has the same identity. */
  #awaited({ renews }: Step): string | undefined {
    const { state, snapshot } = this.#store
    const record = state.participants.get(this.#ids.get(renews ?? '') ?? '')
    if (record === undefined || record.key !== renews || isTerminal(state)) return undefined
    const missing = record.snapshot.presence === 'away' || (state.resyncing && record.confirmed < state.resyncCount)
    const people = [...state.participants.values()].filter(
      (other) => other.snapshot.identity === record.snapshot.identity,
    )
    return missing && people.length === 1 && snapshot.connection.state !== 'joining' ? record.snapshot.id : undefined
  }

  #timer(): void {
    const { awayUntil } = this.#store.state
    if (awayUntil === null) return
    const before = this.#store.snapshot
    this.#dispatch({ type: 'away-expired', at: awayUntil - 1 })
    if (this.#store.snapshot !== before) throw new Error('away expired too early')
    if (this.#sameKeyReturns === 0) this.#expireAway()
  }

  #expireAway(): void {
    const { awayUntil } = this.#store.state
    if (awayUntil === null) return
    if (awayUntil > this.#at + awayMs) throw new Error('away lasts too long')
    this.#at = awayUntil
    this.#dispatch({ type: 'away-expired', at: awayUntil })
    this.#count('away expired')
  }

  #dispatch(input: RoomInput): void {
    this.#trace.push(input)
    const before = this.#store.snapshot
    const events = this.#events
    this.#resyncing = this.#store.state.resyncing
    this.#store.dispatch(input)
    if (this.#store.snapshot !== before) this.#oracle.settled(this.#store.snapshot)
    else if (this.#events > events) throw new Error('events without a change')
  }

  #checkEnd(): void {
    const { snapshot, droppedFacts } = this.#store
    if (droppedFacts !== this.#stale)
      throw new Error(`${droppedFacts} facts were counted as dropped, not ${this.#stale}`)
    if (this.#log.ends !== (snapshot.connection.state === 'disconnected'))
      throw new Error(`the end is ${snapshot.connection.state}`)
    if (!this.#log.ends && snapshot.connection.state !== 'connected')
      throw new Error(`the end is ${snapshot.connection.state}`)
    const expected = this.#log.expected.map(describe).sort().join('\n')
    const shown = snapshot.participants.map(describePerson).sort().join('\n')
    if (expected !== shown) throw new Error(`the end should be\n${expected}\nand is\n${shown}`)
    if (snapshot.participants.some(({ presence }) => presence !== 'here')) throw new Error('somebody is away for ever')
    for (const { snapshot: person, tracks } of this.#store.state.participants.values()) {
      const media = this.#log.expected.find(({ displayName }) => displayName === person.displayName)?.media
      for (const track of tracks) {
        const playable = media?.get(track.snapshot.source)
        if (playable !== undefined && track.media !== playable) throw new Error('a track holds other media')
        if (playable && !track.snapshot.subscribed) throw new Error('a track with media is not subscribed')
      }
    }
  }

  #count(ingredient: Ingredient): void {
    this.#counts[ingredient] = (this.#counts[ingredient] ?? 0) + 1
  }
}

/** Ids, order and what is `off` anyway are left out: they may depend on the order of the facts. */
function describePerson(person: ParticipantSnapshot): string {
  const tracks = person.tracks.filter(({ source, muted }) => !muted || !isSteadySource(source)).map(describeTrack)
  return describe({ ...person, displayName: person.displayName ?? '', tracks: tracks.sort() })
}

function describe({ identity, displayName, camera, microphone, tracks }: Omit<ExpectedParticipant, 'media'>): string {
  return JSON.stringify({ identity, displayName, camera, microphone, tracks })
}
