import type { Room } from 'livekit-client'
import type { LivekitCredentials } from './parse-livekit-credentials.ts'

/** `room.connect`, which has no signal of its own. Resolves when signaling and media are connected. */
export async function connectLivekit(
  room: Room,
  { iceServers, iceTransportPolicy, token, url }: LivekitCredentials,
  signal: AbortSignal,
): Promise<void> {
  const stop = () => void room.disconnect()
  const { engine } = room
  signal.addEventListener('abort', stop)
  try {
    // What is undefined here is left to LiveKit.
    await room.connect(url, token, { rtcConfig: { iceServers, iceTransportPolicy } as RTCConfiguration })
    signal.throwIfAborted()
  } catch (error) {
    // The SDK opens a peer connection before it asks the server, and forgets it when the server does not answer: an engine
    // counts as closed until then (`RTCEngine.close`, livekit-client 2.23).
    await engine.cleanupPeerConnections()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
