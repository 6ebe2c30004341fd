/** One size in which a page sends one of its videos now. */
export interface OutboundVideo {
  /** Of the layer; null where a video is sent in one size. */
  readonly rid: string | null
  readonly width: number
  /** Cumulative. */
  readonly frames: number
}

/** Every stream of video that has left the page over a connection that is open, by the transport's own counters. */
export async function outboundVideo(connections: readonly RTCPeerConnection[]): Promise<OutboundVideo[]> {
  const streams: OutboundVideo[] = []
  for (const connection of connections) {
    if (connection.connectionState === 'closed') continue
    for (const report of (await connection.getStats()).values()) {
      if (report.type !== 'outbound-rtp' || report.kind !== 'video') continue
      streams.push({ rid: report.rid ?? null, width: report.frameWidth ?? 0, frames: report.framesSent ?? 0 })
    }
  }
  return streams
}
