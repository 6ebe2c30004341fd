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
  return {
    at,
    records: new Map(
      records.map((record) => [JSON.stringify([record.direction, record.track, record.participant]), record]),
    ),
  }
}

/**
 * Figures of the interval between two samples, without names: cumulative counters become rates and shares. Counters that
 * went back (a new transport, an ICE restart that made one) start over: no rate for that interval. Pure.
 */
export function statsOfInterval(before: StatsSample | undefined, now: StatsSample) {
  const seconds = (now.at - (before?.at ?? now.at)) / 1000
  return [...now.records].map(([key, record]) => {
    const old = before?.records.get(key)
    const restarted = countersOf(record).some((count, index) => count < (countersOf(old)[index] ?? 0))
    const base = old === undefined || restarted || seconds <= 0 ? undefined : old
    const packets = difference(record.packets, base?.packets)
    const lost = difference(record.packetsLost, base?.packetsLost)
    const sent = packets === null || lost === null ? 0 : packets + (record.direction === 'inbound' ? lost : 0)
    const samples = difference(record.totalSamples, base?.totalSamples)
    const concealed = difference(record.concealedSamples, base?.concealedSamples)
    return {
      record,
      figures: {
        bitrate: base === undefined ? null : ((record.bytes - base.bytes) * 8) / seconds,
        // Received repeats lower the vendor's count of lost packets, so the difference may be below zero.
        packetLoss: lost !== null && sent > 0 ? clamp(lost / sent) : null,
        jitterMs: record.jitterMs ?? null,
        roundTripMs: record.roundTripMs ?? null,
        framesPerSecond: record.framesPerSecond ?? null,
        width: record.width ?? null,
        height: record.height ?? null,
        concealment: concealed !== null && samples !== null && samples > 0 ? clamp(concealed / samples) : null,
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
      const base = source === sampled && before !== undefined && now.at - before.at < 15_000 ? before : undefined
      before = now
      sampled = source
      const tracks: TrackStats[] = []
      for (const { record, figures } of statsOfInterval(base, now)) {
        const { direction, track, participant } = record
        if (direction === 'inbound') {
          const known = trackOf(track)
          if (known !== undefined) tracks.push({ direction, ...known, ...figures })
        } else {
          const participantId = participant === undefined ? null : (participantIdOf(participant) ?? null)
          tracks.push({ direction, source: track as Source, trackId: null, participantId, idle: false, ...figures })
        }
      }
      return { at: now.at, tracks }
    },
  })
}

function countersOf(record: StatsRecord | undefined): readonly number[] {
  return [record?.bytes ?? 0, record?.packets ?? 0, record?.totalSamples ?? 0]
}

function difference(now: number | undefined, before: number | undefined): number | null {
  return now === undefined || before === undefined ? null : now - before
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
