import type { Source, StatsRecord } from '@televid/core/adapter'
import type { StatsReport } from 'twilio-video'

/** The two sides of a report, whatever the kind. */
type Entry = Partial<
  StatsReport['localVideoTrackStats'][number] &
    StatsReport['remoteVideoTrackStats'][number] & { readonly audioLevel: number | null }
>

/** What the SDK makes of the loudest sound (`lib/webrtc/getstats.js`). */
const fullLevel = 32_767

/**
 * Statistics in neutral words. A track sent in several layers, or to several connections, is one record: sums, and the picture of the
 * largest. The SDK gives times in milliseconds, and `null` for what it does not know.
 *
 * @param nameOf binding key or source of a track's SID; what it does not know is left out
 */
export function mapTwilioStats(
  reports: readonly StatsReport[],
  nameOf: (sid: string) => string | Source | undefined,
): StatsRecord[] {
  const entries = reports.flatMap((report) => [
    ...[...report.localAudioTrackStats, ...report.localVideoTrackStats].map((entry) => ['outbound', entry] as const),
    ...[...report.remoteAudioTrackStats, ...report.remoteVideoTrackStats].map((entry) => ['inbound', entry] as const),
  ])
  const records = new Map<string, StatsRecord>()
  for (const [direction, entry] of entries) {
    const track = nameOf(entry.trackSid)
    if (track === undefined) continue
    const record = recordOf(track, direction, entry)
    const known = records.get(`${direction} ${track}`)
    records.set(`${direction} ${track}`, known ? merge(known, record) : record)
  }
  return [...records.values()]
}

/** Linear 0..1 of what is received, by SID of the track. */
export function levelsOfTwilioStats(reports: readonly StatsReport[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>()
  for (const { remoteAudioTrackStats } of reports)
    for (const { audioLevel, trackSid } of remoteAudioTrackStats)
      levels.set(trackSid, Math.max(levels.get(trackSid) ?? 0, Math.min((audioLevel ?? 0) / fullLevel, 1)))
  return levels
}

function recordOf(track: string, direction: StatsRecord['direction'], entry: Entry): StatsRecord {
  const inbound = direction === 'inbound'
  const figures = {
    packets: inbound ? entry.packetsReceived : entry.packetsSent,
    packetsLost: entry.packetsLost,
    jitterMs: entry.jitter,
    roundTripMs: entry.roundTripTime,
    framesPerSecond: entry.frameRate,
    width: entry.dimensions?.width,
    height: entry.dimensions?.height,
  }
  return {
    track,
    direction,
    bytes: (inbound ? entry.bytesReceived : entry.bytesSent) ?? 0,
    ...Object.fromEntries(Object.entries(figures).filter(([, value]) => Number.isFinite(value))),
  }
}

function merge(one: StatsRecord, two: StatsRecord): StatsRecord {
  const [large, small] = (one.width ?? 0) < (two.width ?? 0) ? [two, one] : [one, two]
  const sums = (['bytes', 'packets', 'packetsLost'] as const)
    .filter((field) => field in one || field in two)
    .map((field) => [field, (one[field] ?? 0) + (two[field] ?? 0)])
  return { ...small, ...large, ...Object.fromEntries(sums) }
}
