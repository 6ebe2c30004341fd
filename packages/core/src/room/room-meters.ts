import type { Clock } from '../clock.ts'
import { watchSpeakers } from '../meter/active-speaker-detector.ts'
import { createLevelMeter, type Levels } from '../meter/level-meter.ts'
import type { Meter } from '../meter/meter.ts'
import { watchQuality } from '../meter/network-quality.ts'
import { createStatsMeter, type RoomStats } from '../meter/stats-meter.ts'
import type { ParticipantRecord } from '../state/room-state.ts'
import type { RoomStore } from '../state/room-store.ts'
import type { SessionGuard } from './session-guard.ts'

/** Figures that change too often for the snapshot. Sampled only while somebody subscribes. */
export class RoomMeters {
  /** Audio levels, linear 0..1 by participant id and `self`, five times a second. */
  readonly levels: Meter<Levels>
  /** Bitrate, loss, jitter, round trip and picture of each track, every 2 s. */
  readonly stats: Meter<RoomStats>
  readonly #keyLevels: Meter<Levels>
  readonly #clock: Clock
  readonly #guard: () => SessionGuard | null
  readonly #store: RoomStore
  #speakerObservers = 0
  #stopSpeakers: (() => void) | null = null
  #stopQuality = () => {}

  constructor({
    clock,
    guard,
    store,
  }: { readonly clock: Clock; readonly guard: () => SessionGuard | null; readonly store: RoomStore }) {
    this.#clock = clock
    this.#guard = guard
    this.#store = store
    const record = (key: string): ParticipantRecord | undefined => {
      const id = store.state.presences.get(key)?.participantId
      return id ? store.state.participants.get(id) : undefined
    }
    const levels = () => guard()?.session.levels
    this.#keyLevels = createLevelMeter({ clock, facet: levels, nameOf: (key) => key })
    this.levels = createLevelMeter({
      clock,
      facet: levels,
      nameOf: (key) => (key === 'self' ? key : record(key)?.snapshot.id),
    })
    this.stats = createStatsMeter({
      clock,
      facet: () => guard()?.session.stats,
      participantIdOf: (key) => record(key)?.snapshot.id,
      trackOf: (key) => {
        const owner = store.state.bindings.get(key)
        const track = owner
          ? store.state.participants.get(owner)?.tracks.find(({ currentKey }) => currentKey === key)
          : undefined
        if (track === undefined) return undefined
        const { id, muted, participantId, source } = track.snapshot
        return { trackId: id, participantId, source, idle: muted || !track.wanted }
      },
    })
  }

  /** Derives active speakers while observed, where the provider does not tell; returns the release. */
  observeSpeakers(): () => void {
    this.#speakerObservers++
    this.#followSpeakers()
    let released = false
    return () => {
      if (released) return
      released = true
      this.#speakerObservers--
      this.#followSpeakers()
    }
  }

  sessionStarted(): void {
    this.#followSpeakers()
    if (this.#guard()?.capabilities.networkQuality.support !== 'emulated') return
    this.#stopQuality = watchQuality(this.stats, (participantId, quality) =>
      this.#store.dispatch({ type: 'quality-derived', participantId, quality }),
    )
  }

  sessionEnded(): void {
    this.#stopQuality()
    this.#stopSpeakers?.()
    this.#stopSpeakers = null
  }

  #followSpeakers(): void {
    const wanted = this.#speakerObservers > 0 && this.#guard()?.capabilities.activeSpeakers.support === 'emulated'
    if (wanted === (this.#stopSpeakers !== null)) return
    if (wanted) {
      this.#stopSpeakers = watchSpeakers(this.#keyLevels, this.#clock, (speakers) =>
        this.#store.dispatch({ type: 'speakers-derived', speakers }),
      )
    } else {
      this.#stopSpeakers?.()
      this.#stopSpeakers = null
    }
  }
}
