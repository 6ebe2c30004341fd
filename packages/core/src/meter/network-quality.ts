import type { NetworkQuality } from '../adapter/fact.ts'
import type { Meter } from './meter.ts'
import type { RoomStats, TrackStats } from './stats-meter.ts'

/**
 * Upper bounds of quality 5, 4, 3 and 2; above is 1. The worst known figure of a stream decides.
 *
 * | figure | 5 | 4 | 3 | 2 | 1 |
 * |---|---|---|---|---|---|
 * | packet loss | < 1 % | < 3 % | < 7 % | < 15 % | more |
 * | round trip | < 150 ms | < 300 ms | < 500 ms | < 1 s | more |
 * | jitter | < 30 ms | < 60 ms | < 100 ms | < 200 ms | more |
 * | concealed audio | < 2 % | < 5 % | < 10 % | < 25 % | more |
 *
 * A stream that should arrive and does not is 0.
 */
const bounds = {
  packetLoss: [0.01, 0.03, 0.07, 0.15],
  roundTripMs: [150, 300, 500, 1000],
  jitterMs: [30, 60, 100, 200],
  concealment: [0.02, 0.05, 0.1, 0.25],
} as const

type Figures = Pick<TrackStats, keyof typeof bounds | 'bitrate' | 'direction' | 'idle'>

function worstOf(qualities: readonly number[]): NetworkQuality {
  return qualities.length > 0 ? (Math.min(...qualities) as NetworkQuality) : null
}

/** Quality of one stream; `null` when it is idle or nothing is known of it. */
export function qualityOfTrack(track: Figures): NetworkQuality {
  if (track.idle) return null
  // What we send leaves the machine whether or not it arrives, so 0 means something for inbound only.
  if (track.direction === 'inbound' && track.bitrate === 0) return 0
  const qualities = (Object.keys(bounds) as (keyof typeof bounds)[]).flatMap((figure) => {
    const value = track[figure]
    return value === null ? [] : 5 - bounds[figure].filter((bound) => value >= bound).length
  })
  return worstOf(qualities)
}

/** One person's streams: the worst of them, but `0` only when nothing arrives at all. */
function qualityOfGroup(tracks: readonly Figures[]): NetworkQuality {
  const known = tracks.map(qualityOfTrack).filter((quality) => quality !== null)
  if (known.length === 0) return null
  return Math.max(...known) === 0 ? 0 : (Math.max(1, Math.min(...known)) as NetworkQuality)
}

/**
 * Quality by participant id (what arrives from them) and for `self`. A bad line of ours shows towards everybody, so our
 * way up is as good as the best receiver has it, our way down as the best sender arrives, and `self` the worse of the two.
 * Pure.
 */
export function networkQuality(tracks: readonly TrackStats[]): ReadonlyMap<string, NetworkQuality> {
  const groups = new Map<string, [TrackStats, ...TrackStats[]]>()
  for (const track of tracks) {
    const key = `${track.direction} ${track.participantId}`
    groups.set(key, [track, ...(groups.get(key) ?? [])])
  }
  const qualities = new Map<string, NetworkQuality>()
  const best: { [D in TrackStats['direction']]?: number } = {}
  for (const group of groups.values()) {
    const [{ direction, participantId }] = group
    const quality = qualityOfGroup(group)
    if (direction === 'inbound' && participantId !== null) qualities.set(participantId, quality)
    if (quality !== null) best[direction] = Math.max(best[direction] ?? 0, quality)
  }
  return qualities.set('self', worstOf(Object.values(best)))
}

/** How often quality is derived in the background, in ms. */
const everyMs = 5000

/**
 * Derives quality where the vendor has no quality events, from one stats sample every 5 s.
 *
 * @param report called with a participant id or `self` when a value changed
 * @returns stop
 */
export function watchQuality(
  stats: Meter<RoomStats>,
  report: (participantId: string, quality: NetworkQuality) => void,
): () => void {
  let before: ReadonlyMap<string, NetworkQuality> = new Map()
  return stats.subscribe(({ tracks }) => {
    const next = networkQuality(tracks)
    for (const [participantId, quality] of next) {
      if ((before.get(participantId) ?? null) !== quality) report(participantId, quality)
    }
    before = next
  }, everyMs)
}
