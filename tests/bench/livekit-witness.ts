import { once } from 'node:events'
import { type LivekitOptions, livekit } from '@televid/adapter-livekit/server'
import type { ProviderRoom } from '@televid/server'
import { SignJWT } from 'jose'
import { WebSocket } from 'ws'
import { type LivekitGrant, signLivekitToken } from '../../packages/adapter-livekit/src/server/sign-livekit-token.ts'
import type { ProviderWitness } from './provider-witness.ts'
import { witnessedProvider } from './witnessed-provider.ts'

/** `SignalRequest` of LiveKit with an empty `leave`, its field 8. */
const goodbye = Uint8Array.of(0x42, 0)
/** Small enough to be filled, and enough for the largest room of the suite. */
const places = 24

/** LiveKit, and what the server itself lists. */
export function livekitWitness(options: LivekitOptions): Required<Omit<ProviderWitness, 'expireToken' | 'relay'>> {
  const provider = livekit({ ...options, maxParticipants: places })
  const stranger = livekit({ ...options, apiSecret: 'a secret of some other LiveKit server' })
  /** People without media who take a place, or whom LiveKit takes for a recorder, by room. */
  const placeholders = new Map<string, readonly WebSocket[]>()
  const recorders = new Map<string, readonly WebSocket[]>()
  const enter = async (room: ProviderRoom, identity: string, more: object): Promise<WebSocket> => {
    const { apiKey, apiSecret, url } = options
    const video: LivekitGrant = { room: room.reference, roomJoin: true, canPublish: false, ...more }
    const token = await signLivekitToken({
      apiKey,
      apiSecret,
      video,
      identity,
      expiresAt: soon(),
    })
    const socket = new WebSocket(`${url}/rtc?access_token=${token}&protocol=15&auto_subscribe=0`)
    // The first thing it says is that they have joined.
    await once(socket, 'message')
    return socket
  }
  const soon = () => Math.floor(Date.now() / 1000) + 600
  const part = (sockets: Map<string, readonly WebSocket[]>, room: string): void => {
    for (const socket of sockets.get(room) ?? []) {
      socket.send(goodbye)
      socket.close()
    }
    sockets.delete(room)
  }
  const { listed, roomOf, ...witness } = witnessedProvider({
    provider,
    stranger,
    address: 'url',
    close() {
      for (const sockets of [placeholders, recorders]) for (const room of sockets.keys()) part(sockets, room)
    },
  })

  return {
    ...witness,
    async fillRoom({ room, full }) {
      part(placeholders, room)
      if (!full) return
      const known = roomOf(room)
      const absent = places - (await listed(known)).length
      const people = Array.from({ length: absent }, (_, index) => enter(known, `placeholder-${index}`, {}))
      placeholders.set(room, await Promise.all(people))
    },
    /** Hidden, so that it is no participant to the others. */
    async agentToken({ room }) {
      const { apiKey, apiSecret } = options
      const video = { room: roomOf(room).reference, roomJoin: true, agent: true, hidden: true, canPublishData: true }
      return new SignJWT({ kind: 'agent', video })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(apiKey)
        .setSubject(`agent-${room}`)
        .setExpirationTime(soon())
        .sign(new TextEncoder().encode(apiSecret))
    },
    // A room counts as recorded while somebody with this right is in it (`IsRecorder`, pkg/rtc/room.go).
    async record({ room, on }) {
      part(recorders, room)
      if (on) recorders.set(room, [await enter(roomOf(room), 'recorder', { recorder: true, hidden: true })])
    },
  }
}
