import type { Source, StatsRecord } from '@televid/core/adapter'

/** What the mapping reads of one `RTCStats` entry (W3C webrtc-stats); times in seconds. */
type Entry = Readonly<Record<string, unknown>>

/** One stream's report in neutral words. A video sent in several layers is one record: sums, and the picture of the largest. */
export function mapLivekitStats(
  report: Iterable<Entry>,
  track: string | Source,
  direction: StatsRecord['direction'],
): StatsRecord[] {
  const entries = [...report]
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const streams = entries.filter(({ type }) => type === `${direction}-rtp`).sort((a, b) => area(b) - area(a))
  const [largest] = streams
  if (!largest) return []
  const inbound = direction === 'inbound'
  const remotes = inbound ? streams : streams.map(({ remoteId }): Entry => byId.get(remoteId) ?? {})
  const transport = byId.get(largest.transportId)
  const pair = byId.get(transport?.selectedCandidatePairId)
  const figures = {
    packets: sum(streams, inbound ? 'packetsReceived' : 'packetsSent'),
    packetsLost: sum(remotes, 'packetsLost'),
    jitterMs: Number(remotes[0]?.jitter) * 1000,
    roundTripMs: Number(inbound ? pair?.currentRoundTripTime : remotes[0]?.roundTripTime) * 1000,
    framesPerSecond: largest.framesPerSecond,
    width: largest.frameWidth,
    height: largest.frameHeight,
    concealedSamples: largest.concealedSamples,
    totalSamples: largest.totalSamplesReceived,
  }
  return [
    {
      track,
      direction,
      bytes: sum(streams, inbound ? 'bytesReceived' : 'bytesSent') || 0,
      // What a report lacks is not a number here.
      ...Object.fromEntries(Object.entries(figures).filter(([, value]) => Number.isFinite(value))),
    },
  ]
}

/** Linear 0..1 of what a report says is heard (`inbound`) or said. */
export function levelOfLivekitStats(report: Iterable<Entry>): number {
  for (const { type, audioLevel } of report) {
    if ((type === 'inbound-rtp' || type === 'media-source') && typeof audioLevel === 'number') return audioLevel
  }
  return 0
}

function area({ frameHeight, frameWidth }: Entry): number {
  return Number(frameWidth ?? 0) * Number(frameHeight ?? 0)
}

function sum(entries: readonly Entry[], field: string): number {
  return entries.reduce((total, entry) => total + Number(entry[field]), 0)
}
