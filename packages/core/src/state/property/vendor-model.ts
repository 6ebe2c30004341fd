import type { Fact, ParticipantPresentFact, TrackPresentFact } from '../../adapter/fact.ts'
import { isSteadySource, kindOfSource, type Source } from '../../adapter/source.ts'
import { type Random, seededRandom } from './random.ts'
import {
  type Counts,
  describeTrack,
  type ExpectedParticipant,
  type Ingredient,
  type Lane,
  type RoomLog,
  type Step,
} from './room-log.ts'

interface Binding {
  readonly lane: Lane
  fact: TrackPresentFact
}

interface Presence {
  readonly key: string
  readonly identity: string
  readonly lane: Lane
  fact: ParticipantPresentFact
  readonly bindings: Map<Source, Binding>
  readonly finishedBindings: Binding[]
  /** Where in the connection's lane it vanished without a word. */
  missingSince: number | null
  /** When late facts of it may come, once it is finished. */
  lateAfter: Step['after']
}

const identities = ['ann', 'bob', 'cyd'] as const
const sources: readonly Source[] = ['camera', 'microphone', 'screen', 'custom:scope']

/**
 * A small vendor: people come and go, publish, mute and replace tracks, and our own connection breaks and comes back with
 * all the ways in which vendors report that. Each number of `operations` is one thing that happens.
 */
export class VendorModel {
  readonly #lanes: Lane[] = []
  readonly #connection = this.#newLane()
  readonly #core = this.#newLane()
  readonly #counts: Counts
  #presences: Presence[] = []
  readonly #finished: Presence[] = []
  /**
   * Of whom only one presence is ever reported besides what follows from it: somebody whose identity is used twice and
   * who comes back under the same key cannot be told from late facts of a presence that was superseded.
   */
  readonly #exclusive = new Set<string>()
  #order = 0
  #keys = 0
  #ends = false

  constructor(counts: Counts) {
    this.#counts = counts
  }

  build(operations: readonly number[]): RoomLog {
    const [first = 0, ...rest] = operations
    const random = seededRandom(first)
    for (let count = random.below(3); count > 0; count--) this.#join(random)
    this.#push(this.#core, { input: { type: 'session-opened', at: 0 } })
    this.#push(this.#connection, {
      fact: { type: 'roster-synced', present: [] },
      after: this.#presences.map(({ lane }) => [lane, 1] as const),
    })
    for (const operation of rest) this.#operate(seededRandom(operation))
    if (random.chance(30)) this.#end(random)
    return { lanes: this.#lanes, ends: this.#ends, expected: this.#ends ? [] : this.#expected() }
  }

  #operate(random: Random): void {
    const presence = random.of(this.#presences.filter(({ missingSince }) => missingSince === null))
    const binding = presence && random.of([...presence.bindings.values()])
    if (random.chance(25) && this.#comeBack(random)) return
    const kind = random.below(32)
    if (kind < 4 || presence === undefined) this.#join(random)
    else if (kind < 6) this.#leave(presence, random)
    else if (kind < 7) {
      this.#leave(presence, random)
      this.#join(random, presence.identity)
      this.#count('rejoins under one identity')
    } else if (kind < 12 || binding === undefined) this.#publish(presence, random)
    else if (kind < 16) this.#changeTrack(binding, random)
    else if (kind < 17) this.#unpublish(presence, binding)
    else if (kind < 20) this.#replace(presence, binding, random)
    else if (kind < 21) this.#rename(presence)
    else if (kind < 24) this.#reconnect(random)
    else if (kind < 28) this.#late(random)
    else if (kind < 29) this.#repeat(presence, binding, random)
    else if (kind < 31) this.#earlierEpoch(presence, binding, random)
    else this.#measure(presence, random)
  }

  #join(
    random: Random,
    identity: string = this.#someone(random),
    after: Step['after'] = [],
    renews?: string,
  ): Presence {
    const twin = this.#presences.some((other) => other.identity === identity)
    const key = `presence-${++this.#keys}`
    const fact: ParticipantPresentFact = {
      type: 'participant-present',
      participant: key,
      identity,
      displayName: `${identity} ${key}`,
    }
    const presence: Presence = {
      key,
      identity,
      fact,
      lane: this.#newLane(),
      bindings: new Map(),
      finishedBindings: [],
      missingSince: null,
      lateAfter: [],
    }
    this.#presences.push(presence)
    this.#push(presence.lane, { fact, present: key, after, ...(renews === undefined ? {} : { renews }) })
    this.#count('participants joined')
    if (twin) this.#count('one identity present twice')
    if (random.chance(60)) this.#publish(presence, random)
    return presence
  }

  #someone(random: Random): string {
    const identity = random.of(identities) ?? 'ann'
    return this.#exclusive.has(identity) ? `guest ${++this.#keys}` : identity
  }

  #leave(presence: Presence, random: Random, after: Step['after'] = []): void {
    const fact: Fact = { type: 'participant-gone', participant: presence.key }
    this.#push(presence.lane, {
      fact: random.chance(50) ? fact : { ...fact, reason: { unified: 'left', raw: 1 } },
      gone: presence.key,
      after,
    })
    this.#finish(presence, random)
    this.#count('participants left')
  }

  /** Nothing follows but late facts; its tracks may be reported gone too, or not. */
  #finish(presence: Presence, random: Random): void {
    for (const binding of presence.bindings.values()) {
      if (random.chance(50)) this.#push(binding.lane, { fact: { type: 'track-gone', track: binding.fact.track } })
      presence.finishedBindings.push(binding)
    }
    presence.bindings.clear()
    this.#presences = this.#presences.filter((other) => other !== presence)
    this.#finished.push(presence)
  }

  #publish(presence: Presence, random: Random): void {
    const source = random.of(sources) ?? 'camera'
    if (presence.bindings.has(source)) return
    this.#bind(presence, source, random.chance(25), random.chance(70), random)
    this.#count('tracks published')
  }

  #bind(presence: Presence, source: Source, muted: boolean, received: boolean, random: Random): void {
    const track = `binding-${++this.#keys}`
    const fact: TrackPresentFact = {
      type: 'track-present',
      track,
      participant: presence.key,
      source,
      kind: kindOfSource(source) ?? 'video',
      muted,
      media: received ? mediaOf(track) : null,
      ...(random.chance(10) ? { paused: true } : {}),
    }
    const binding = { lane: this.#newLane(), fact }
    presence.bindings.set(source, binding)
    this.#push(binding.lane, { fact })
  }

  #changeTrack(binding: Binding, random: Random): void {
    const { fact } = binding
    const kind = random.below(4)
    if (kind < 2) {
      binding.fact = { ...fact, muted: !fact.muted }
      this.#count('mute toggles')
    } else if (kind < 3) {
      binding.fact = { ...fact, media: fact.media === null ? mediaOf(fact.track) : null }
      this.#count('media taken or given')
    } else {
      binding.fact = { ...fact, paused: fact.paused !== true }
      this.#count('pauses')
    }
    this.#push(binding.lane, { fact: binding.fact })
  }

  #unpublish(presence: Presence, binding: Binding): void {
    this.#push(binding.lane, { fact: { type: 'track-gone', track: binding.fact.track } })
    presence.bindings.delete(binding.fact.source)
    presence.finishedBindings.push(binding)
    this.#count('tracks unpublished')
  }

  #replace(presence: Presence, binding: Binding, random: Random): void {
    const { source, muted, media } = binding.fact
    this.#unpublish(presence, binding)
    this.#bind(presence, source, muted, media !== null, random)
    this.#count('track replacements')
  }

  #rename(presence: Presence): void {
    presence.fact = { ...presence.fact, displayName: `renamed ${++this.#keys}` }
    this.#push(presence.lane, { fact: presence.fact })
    this.#count('profile updates')
  }

  #reconnect(random: Random): void {
    this.#push(this.#connection, {
      fact: { type: 'connection-changed', state: 'reconnecting', lost: { unified: 'both', raw: 0 } },
      after: [[this.#core, 1]],
    })
    const broken: Step['after'] = [[this.#connection, this.#connection.steps.length]]
    this.#push(this.#connection, { fact: { type: 'connection-changed', state: 'connected' } })
    const synced: Step['after'] = [[this.#connection, this.#connection.steps.length + 1]]
    const after: (readonly [Lane, number])[] = []
    const vanished: string[] = []
    const renewAll = random.chance(25)
    for (const presence of [...this.#presences]) {
      const { lane, key } = presence
      if (presence.missingSince !== null) {
        vanished.push(key)
        presence.missingSince = this.#connection.steps.length + 1
        continue
      }
      const told = lane.steps.length
      const fate = random.below(20)
      if (renewAll || fate < 3) {
        after.push([lane, told])
        vanished.push(key)
        const renewed = this.#join(random, presence.identity, broken, key)
        after.push([renewed.lane, 1])
        this.#takeOver(presence, renewed, random)
        if (random.chance(40))
          this.#push(lane, { fact: { type: 'participant-gone', participant: key }, gone: key, after: broken })
        presence.lateAfter = synced
        this.#finish(presence, random)
        this.#count('renewed keys in a reconnect')
      } else if (fate < 6) {
        after.push([lane, told])
        vanished.push(key)
        presence.missingSince = this.#connection.steps.length + 1
        this.#count('missing after a reconnect')
      } else if (fate < 8) {
        this.#leave(presence, random, broken)
        this.#count('gone during a reconnect')
      } else {
        this.#push(lane, { fact: presence.fact, present: key, after: broken })
        after.push([lane, told + 1])
        for (const { lane: track, fact } of presence.bindings.values())
          if (random.chance(50)) this.#push(track, { fact })
      }
    }
    this.#push(this.#connection, { fact: { type: 'roster-synced', present: [] }, after, vanished })
    this.#count('own reconnects')
  }

  /** The same person under another key publishes what they had before, mostly. */
  #takeOver(old: Presence, renewed: Presence, random: Random): void {
    for (const [source, { fact }] of old.bindings) {
      if (renewed.bindings.has(source) || random.chance(20)) continue
      this.#bind(renewed, source, random.chance(80) ? fact.muted : !fact.muted, fact.media !== null, random)
    }
  }

  /** Somebody who was missing after our reconnect is there again. */
  #comeBack(random: Random): boolean {
    const presence = random.of(this.#presences.filter(({ missingSince }) => missingSince !== null))
    if (presence === undefined || presence.missingSince === null) return false
    const after: Step['after'] = [[this.#connection, presence.missingSince]]
    const sole =
      [...this.#presences, ...this.#finished].filter(({ identity }) => identity === presence.identity).length === 1
    if (sole && random.chance(70)) {
      this.#exclusive.add(presence.identity)
      presence.missingSince = null
      this.#push(presence.lane, { fact: presence.fact, present: presence.key, after, sameKeyReturn: true })
      this.#count('returns under the same key')
      return true
    }
    const renewed = this.#join(random, presence.identity, after, presence.key)
    this.#takeOver(presence, renewed, random)
    presence.lateAfter = [[renewed.lane, 1]]
    this.#finish(presence, random)
    this.#count('returns under a new key')
    return true
  }

  #late(random: Random): void {
    const presence = random.of([...this.#finished, ...this.#presences])
    if (presence === undefined) return
    const binding = random.of(presence.finishedBindings)
    if (binding !== undefined && random.chance(50)) {
      const gone: Fact = { type: 'track-gone', track: binding.fact.track }
      const wasToldGone = binding.lane.steps.some(({ fact }) => fact?.type === 'track-gone')
      // A track that was not told gone is finished only with its participant.
      if (!wasToldGone && this.#presences.includes(presence)) return
      this.#push(binding.lane, { fact: random.chance(50) ? gone : { ...binding.fact, muted: random.chance(50) } })
      this.#count('late facts of finished tracks')
    } else if (this.#finished.includes(presence)) {
      const fact: Fact = random.chance(60)
        ? { ...presence.fact, displayName: 'late' }
        : { type: 'participant-gone', participant: presence.key }
      this.#push(presence.lane, { fact, after: presence.lateAfter, late: true })
      this.#count('late facts of finished presences')
    }
  }

  #repeat(presence: Presence, binding: Binding, random: Random): void {
    if (random.chance(50)) this.#push(presence.lane, { fact: presence.fact, present: presence.key })
    else this.#push(binding.lane, { fact: binding.fact })
    this.#count('repeated facts')
  }

  #earlierEpoch(presence: Presence, binding: Binding, random: Random): void {
    const fact = random.of<Fact>([
      { type: 'participant-gone', participant: presence.key },
      { ...presence.fact, participant: `ghost-${++this.#keys}`, identity: 'ghost' },
      { type: 'track-gone', track: binding.fact.track },
      { ...binding.fact, muted: !binding.fact.muted },
      { type: 'connection-changed', state: 'disconnected', reason: { unified: 'removed', raw: 0 } },
      { type: 'connection-changed', state: 'reconnecting' },
      { type: 'roster-synced', present: [] },
    ])
    if (fact !== undefined) this.#push(this.#newLane(), { fact, earlierEpoch: true })
    this.#count('facts of an earlier epoch')
  }

  #measure(presence: Presence, random: Random): void {
    const fact: Fact = random.chance(50)
      ? {
          type: 'quality-changed',
          participant: random.chance(80) ? presence.key : 'self',
          quality: { unified: 3, raw: random.below(2) },
        }
      : {
          type: 'speakers-changed',
          speakers: random.chance(80) ? [{ participant: presence.key, level: 0.5 }, { participant: 'self' }] : [],
        }
    this.#push(this.#newLane(), { fact })
    this.#count('speaker and quality facts')
  }

  #end(random: Random): void {
    const raw = 0
    const state = { roomEnded: true }
    const after: Step['after'] = [[this.#core, 1]]
    const kind = random.below(6)
    if (kind < 1) this.#push(this.#core, { input: { type: 'ended', reason: { unified: 'left', raw }, at: 0 } })
    else if (kind < 2)
      this.#push(this.#core, { input: { type: 'channel', message: { type: 'update', seq: 5, state }, at: 0 } })
    else if (kind < 3)
      this.#push(this.#core, {
        input: { type: 'channel', message: { type: 'update', seq: 5, state: { admission: 'removed' } }, at: 0 },
      })
    else {
      if (kind < 5) this.#push(this.#connection, { fact: { type: 'connection-changed', state: 'reconnecting' }, after })
      const reason = { unified: 'connection-lost', raw } as const
      // An adapter in plain JavaScript may leave the reason out.
      const fact = { type: 'connection-changed', state: 'disconnected', ...(kind < 4 ? {} : { reason }) }
      this.#push(this.#connection, { fact: fact as Fact })
    }
    this.#ends = true
    this.#count('ends of the session')
  }

  #expected(): ExpectedParticipant[] {
    return this.#presences
      .filter(({ missingSince }) => missingSince === null)
      .map(({ identity, fact, bindings }) => {
        const shown = [...bindings.values()]
          .map((binding) => binding.fact)
          .filter(({ source, muted }) => !isSteadySource(source) || !muted)
        const stateOf = (source: Source) => (bindings.get(source)?.fact.muted === false ? 'live' : 'off')
        return {
          identity,
          displayName: fact.displayName ?? '',
          camera: stateOf('camera'),
          microphone: stateOf('microphone'),
          tracks: shown.map(describeTrack).sort(),
          media: new Map(shown.map(({ source, media }) => [source, media])),
        }
      })
  }

  #newLane(): Lane {
    const lane = { steps: [], done: 0 }
    this.#lanes.push(lane)
    return lane
  }

  #push(lane: Lane, step: Omit<Step, 'order' | 'after'> & { readonly after?: Step['after'] }): void {
    lane.steps.push({ after: [], ...step, order: this.#order++ })
  }

  #count(ingredient: Ingredient): void {
    this.#counts[ingredient] = (this.#counts[ingredient] ?? 0) + 1
  }
}

function mediaOf(track: string): MediaStreamTrack {
  const known = medias.get(track) ?? ({ id: track } as unknown as MediaStreamTrack)
  medias.set(track, known)
  return known
}

/** Keys are the same in every log, so this stays small. */
const medias = new Map<string, MediaStreamTrack>()
