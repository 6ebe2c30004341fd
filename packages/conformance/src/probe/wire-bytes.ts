/** RTP payload bytes of one page over all its open connections, per kind; cumulative while connections stay open. */
export interface WireBytes {
  readonly sent: { readonly audio: number; readonly video: number }
  readonly received: { readonly audio: number; readonly video: number }
}

/** Reads the transport's own counters, not the adapter's. */
export async function wireBytes(connections: readonly RTCPeerConnection[]): Promise<WireBytes> {
  const bytes = { sent: { audio: 0, video: 0 }, received: { audio: 0, video: 0 } }
  for (const connection of connections) {
    if (connection.connectionState === 'closed') continue
    for (const report of (await connection.getStats()).values()) {
      const kind = report.kind === 'audio' ? 'audio' : 'video'
      if (report.type === 'outbound-rtp') bytes.sent[kind] += report.bytesSent ?? 0
      if (report.type === 'inbound-rtp') bytes.received[kind] += report.bytesReceived ?? 0
    }
  }
  return bytes
}
