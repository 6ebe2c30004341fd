/**
 * Origins that the SDK contacts for a server: its WebSocket, and the same host by HTTP for what went wrong with it. A project
 * of LiveKit Cloud is also reached through hosts of its regions (`/settings/regions` names them).
 *
 * @param url as given; none for one that is not valid, which `start` refuses
 */
export function livekitOrigins(url: string): readonly string[] {
  if (!URL.canParse(url)) return []
  const { host, hostname, protocol } = new URL(url)
  const secure = protocol === 'wss:' || protocol === 'https:'
  const hosts = hostname.endsWith('.livekit.cloud') ? [host, '*.livekit.cloud'] : [host]
  return hosts.flatMap((each) => (secure ? [`wss://${each}`, `https://${each}`] : [`ws://${each}`, `http://${each}`]))
}
