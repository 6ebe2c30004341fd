/** How one open connection of a page reaches its peer, by the browser's own statistics. */
export interface IceRoute {
  readonly gathering: RTCIceGatheringState
  /** User names its ICE servers were configured with. */
  readonly usernames: readonly string[]
  /** Types of all candidates that this side gathered, and that it was told of. */
  readonly candidates: { readonly local: readonly string[]; readonly remote: readonly string[] }
  /** Types of the pair in use; null while no pair works. */
  readonly selected: { readonly local: string; readonly remote: string } | null
  /** Of the last check of that pair, ms; null before the first. */
  readonly roundTripMs: number | null
}

export function iceRoutes(connections: readonly RTCPeerConnection[]): Promise<IceRoute[]> {
  return Promise.all(connections.filter(({ connectionState }) => connectionState !== 'closed').map(iceRoute))
}

async function iceRoute(connection: RTCPeerConnection): Promise<IceRoute> {
  const stats = await connection.getStats()
  const reports = [...stats.values()]
  const types = (type: string): string[] =>
    reports.filter((report) => report.type === type).map(({ candidateType }) => candidateType)
  const transport = reports.find(({ type }) => type === 'transport')
  const pair = stats.get(transport?.selectedCandidatePairId ?? '')
  const { currentRoundTripTime = null } = pair ?? {}
  return {
    gathering: connection.iceGatheringState,
    usernames: (connection.getConfiguration().iceServers ?? []).flatMap(({ username }) => username ?? []),
    candidates: { local: types('local-candidate'), remote: types('remote-candidate') },
    selected: pair
      ? {
          local: stats.get(pair.localCandidateId)?.candidateType,
          remote: stats.get(pair.remoteCandidateId)?.candidateType,
        }
      : null,
    roundTripMs: currentRoundTripTime === null ? null : currentRoundTripTime * 1000,
  }
}
