import type { StatsFacet, StatsRecord } from '../adapter/facet.ts'
import type { Source } from '../adapter/source.ts'
import type { Clock } from '../clock.ts'
import { Meter } from './meter.ts'

/** What the room knows of an inbound binding. */
export interface StatsTrack {
  readonly trackId: string
  readonly participantId: string
  readonly source: Source
  /** The far side has it off, or we do not want it: that nothing arrives is right. */
  readonly idle: boolean
}

/** One media stream over the last interval. `null` is unknown. */
export interface TrackStats {
  readonly direction: 'inbound' | 'outbound'
  readonly source: Source
  /** Remote track; `null` for outbound. */
  readonly trackId: string | null
  /** Remote participant; for outbound the receiver in a mesh, else `null`. */
  readonly participantId: string | null
  readonly idle: boolean
  /** bit/s */
  readonly bitrate: number | null
  /** 0..1 */
  readonly packetLoss: number | null
  readonly jitterMs: number | null
  readonly roundTripMs: number | null
  readonly framesPerSecond: number | null
  /** Pixels. */
  readonly width: number | null
  readonly height: number | null
  /** Share of the audio played that was made up because data was missing, 0..1. */
  readonly concealment: number | null
}

/** All streams at one moment. A source sent to several peers has one entry for each. */
export interface RoomStats {
  /** Unix ms; 0 before the first sample. */
  readonly at: number
  readonly tracks: readonly TrackStats[]
}

/** Cumulative counters of one sample, to compare the next one with. */
export interface StatsSample {
  readonly at: number
  readonly records: ReadonlyMap<string, StatsRecord>
}

export interface StatsMeterOptions {
  readonly clock: Clock
  readonly facet: () => StatsFacet | undefined
  /** Track of an inbound binding key; `undefined` leaves the record out. */
  readonly trackOf: (key: string) => StatsTrack | undefined
  /** Participant id of a presence key. */
  readonly participantIdOf: (key: string) => string | undefined
}

export function toStatsSample(records: readonly StatsRecord[], at: number): StatsSample {
  const keyOf = ({ direction, track, participant }: StatsRecord) => JSON.stringify([direction, track, participant])
  return { at, records: new Map(records.map((record) => [keyOf(record), record])) }
}

/** Counters that only rise while a transport lives. */
const counters = ['bytes', 'packets', 'totalSamples'] as const

/**
 * Figures of the interval between two samples, without names: cumulative counters become rates and shares. Counters that
 * went back (a new transport, an ICE restart that made one) start over: no rate for that interval. Pure.
 */
export function statsOfInterval(before: StatsSample | undefined, now: StatsSample) {
  const seconds = (now.at - (before?.at ?? now.at)) / 1000
  return [...now.records].map(([key, record]) => {
    const old = before?.records.get(key)
    const restarted = counters.some((counter) => (record[counter] ?? 0) < (old?.[counter] ?? 0))
    const base = restarted || seconds <= 0 ? undefined : old
    /** What a counter rose by; `NaN` where one of the two figures is unknown. */
    const rise = (counter: 'packets' | 'packetsLost' | 'totalSamples' | 'concealedSamples') =>
      (record[counter] ?? Number.NaN) - (base?.[counter] ?? Number.NaN)
    const lost = rise('packetsLost')
    const { jitterMs = null, roundTripMs = null, framesPerSecond = null, width = null, height = null } = record
    return {
      record,
      figures: {
        bitrate: base ? ((record.bytes - base.bytes) * 8) / seconds : null,
        packetLoss: shareOf(lost, rise('packets') + (record.direction === 'inbound' ? lost : 0)),
        jitterMs,
        roundTripMs,
        framesPerSecond,
        width,
        height,
        concealment: shareOf(rise('concealedSamples'), rise('totalSamples')),
      },
    }
  })
}

/** Stats of every stream, every 2 s while observed. */
export function createStatsMeter({ clock, facet, trackOf, participantIdOf }: StatsMeterOptions): Meter<RoomStats> {
  let before: StatsSample | undefined
  let sampled: StatsFacet | undefined
  return new Meter<RoomStats>({
    clock,
    everyMs: 2000,
    initial: { at: 0, tracks: [] },
    sample: async () => {
      const source = facet()
      const now = toStatsSample((await source?.sample()) ?? [], clock.now())
      // Counters of another session, or of long ago, are no base.
      const base = before && source === sampled && now.at - before.at < 15_000 ? before : undefined
      before = now
      sampled = source
      const tracks = statsOfInterval(base, now).flatMap(({ record, figures }): TrackStats | [] => {
        const { direction, track, participant = '' } = record
        if (direction === 'inbound') {
          const known = trackOf(track)
          return known ? { direction, ...known, ...figures } : []
        }
        const participantId = participantIdOf(participant) ?? null
        return { direction, source: track as Source, trackId: null, participantId, idle: false, ...figures }
      })
      return { at: now.at, tracks }
    },
  })
}

/** Between 0 and 1; received repeats lower the vendor's count of lost packets, so `part` may be below zero. */
function shareOf(part: number, whole: number): number | null {
  return whole > 0 && !Number.isNaN(part) ? Math.min(1, Math.max(0, part / whole)) : null
}
