import type { Clock } from '../clock.ts'
import type { MediaEnvironment } from '../local/media-environment.ts'
import { watchSpeakers } from '../meter/active-speaker-detector.ts'
import { createLevelMeter, type Levels } from '../meter/level-meter.ts'
import type { Meter } from '../meter/meter.ts'
import { watchQuality } from '../meter/network-quality.ts'
import { createStatsMeter, type RoomStats } from '../meter/stats-meter.ts'
import type { Report } from '../state/room-input.ts'
import { participantOf } from '../state/room-state.ts'
import type { RoomStore } from '../state/room-store.ts'
import type { SessionGuard } from './session-guard.ts'

/** Figures that change too often for the snapshot. Sampled only while somebody subscribes. */
export interface RoomMeters {
  /**
   * Audio levels, linear 0..1 by participant id and `self`, five times a second. `self` is there before joining too, for a
   * device check.
   */
  readonly levels: Meter<Levels>
  /** Bitrate, loss, jitter, round trip and picture of each track, every 2 s. */
  readonly stats: Meter<RoomStats>
}

export interface RoomMetersOptions {
  readonly clock: Clock
  readonly store: RoomStore
  readonly report: Report
  readonly guard: () => SessionGuard | null
  readonly environment: MediaEnvironment
  /** The own microphone while it is live. */
  readonly microphone: () => MediaStreamTrack | null
}

/** The meters, and what is derived from them where the provider does not tell it. */
export function createRoomMeters({ clock, environment, guard, microphone, report, store }: RoomMetersOptions) {
  const participantIdOf = (key: string) => participantOf(store.state, key)?.snapshot.id
  const levels = createLevelMeter({
    clock,
    environment,
    microphone,
    facet: () => guard()?.session.levels,
    nameOf: (key) => (key === 'self' ? key : participantIdOf(key)),
  })
  const stats = createStatsMeter({
    clock,
    facet: () => guard()?.session.stats,
    participantIdOf,
    trackOf: (key) => {
      const { bindings, participants } = store.state
      const owner = participants.get(bindings.get(key) ?? '')
      const track = owner?.tracks.find(({ currentKey }) => currentKey === key)
      if (!track) return undefined
      const { id, muted, participantId, source } = track.snapshot
      return { trackId: id, participantId, source, idle: muted || !track.wanted }
    },
  })
  const observers = new Set<object>()
  let stopSpeakers: (() => void) | null = null
  let stopQuality = () => {}

  const followSpeakers = (): void => {
    if (observers.size === 0 || guard()?.capabilities.activeSpeakers.support !== 'emulated') {
      stopSpeakers?.()
      stopSpeakers = null
    } else {
      stopSpeakers ??= watchSpeakers(levels, clock, (speakers) => {
        // The state knows speakers by presence key, as vendors tell them.
        const keyOf = (id: string) => store.state.participants.get(id)?.key ?? id
        report({
          type: 'speakers-derived',
          speakers: speakers.map((speaker) => ({ ...speaker, participant: keyOf(speaker.participant) })),
        })
      })
    }
  }
  const meters: RoomMeters = { levels, stats }
  return {
    meters,
    /** Derives active speakers while observed; returns the release. */
    observeSpeakers(): () => void {
      const observer = {}
      observers.add(observer)
      followSpeakers()
      return () => {
        observers.delete(observer)
        followSpeakers()
      }
    },
    sessionStarted(): void {
      followSpeakers()
      if (guard()?.capabilities.networkQuality.support !== 'emulated') return
      stopQuality = watchQuality(stats, (participantId, quality) =>
        report({ type: 'quality-derived', participantId, quality }),
      )
    },
    sessionEnded(): void {
      stopQuality()
      stopSpeakers?.()
      stopSpeakers = null
    },
  }
}
