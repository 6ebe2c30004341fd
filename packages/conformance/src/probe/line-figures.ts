/** What the browser knows of the lines of all open connections, in ms. */
export interface LineFigures {
  /** Of everything that is received, per kind. */
  readonly jitterMs: { readonly audio: readonly number[]; readonly video: readonly number[] }
  /** By ICE checks and by RTCP reports. */
  readonly roundTripMs: readonly number[]
}

export async function lineFigures(connections: readonly RTCPeerConnection[]): Promise<LineFigures> {
  const jitterMs = { audio: [] as number[], video: [] as number[] }
  const roundTripMs: number[] = []
  const put = (list: number[], seconds: unknown) => typeof seconds === 'number' && list.push(seconds * 1000)
  for (const connection of connections) {
    if (connection.connectionState === 'closed') continue
    for (const report of (await connection.getStats()).values()) {
      if (report.type === 'inbound-rtp') put(jitterMs[report.kind === 'audio' ? 'audio' : 'video'], report.jitter)
      if (report.type === 'candidate-pair') put(roundTripMs, report.currentRoundTripTime)
      if (report.type === 'remote-inbound-rtp') put(roundTripMs, report.roundTripTime)
    }
  }
  return { jitterMs, roundTripMs }
}
