import type { Source, StatsRecord } from '@televid/core/adapter'

/** What the mapping reads of one `RTCStats` entry (W3C webrtc-stats); seconds unless named otherwise. */
type Entry = Readonly<Record<string, unknown>>

/** How one peer connection's `mid`s are called: inbound ones by binding key, outbound ones by source. */
export interface P2pStatsNames {
  readonly participant: string
  inbound(mid: string): string | undefined
  outbound(mid: string): Source | undefined
}

/** Turns one `getStats()` report into neutral records. */
export function mapP2pStats(report: Iterable<Entry>, names: P2pStatsNames): StatsRecord[] {
  const entries = [...report]
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const transport = entries.find((entry) => entry.type === 'transport')
  const pair = byId.get(transport?.selectedCandidatePairId)
  return entries.flatMap((entry): StatsRecord[] => {
    const inbound = entry.type === 'inbound-rtp'
    if (!inbound && entry.type !== 'outbound-rtp') return []
    const mid = String(entry.mid)
    const track = inbound ? names.inbound(mid) : names.outbound(mid)
    if (track === undefined) return []
    const remote = inbound ? entry : (byId.get(entry.remoteId) ?? {})
    const figures = {
      packets: entry[inbound ? 'packetsReceived' : 'packetsSent'],
      packetsLost: remote.packetsLost,
      jitterMs: milliseconds(remote.jitter),
      roundTripMs: milliseconds(inbound ? pair?.currentRoundTripTime : remote.roundTripTime),
      framesPerSecond: entry.framesPerSecond,
      width: entry.frameWidth,
      height: entry.frameHeight,
      concealedSamples: entry.concealedSamples,
      totalSamples: entry.totalSamplesReceived,
    }
    return [
      {
        track,
        direction: inbound ? 'inbound' : 'outbound',
        participant: names.participant,
        bytes: Number(entry[inbound ? 'bytesReceived' : 'bytesSent'] ?? 0),
        ...Object.fromEntries(Object.entries(figures).filter(([, value]) => typeof value === 'number')),
      },
    ]
  })
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' ? seconds * 1000 : undefined
}
