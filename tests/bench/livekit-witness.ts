import { once } from 'node:events'
import { type LivekitOptions, livekit } from '@televid/adapter-livekit/server'
import type { ProviderRoom } from '@televid/server'
import { SignJWT } from 'jose'
import { WebSocket } from 'ws'
import { type LivekitGrant, signLivekitToken } from '../../packages/adapter-livekit/src/server/sign-livekit-token.ts'
import type { ControlPlaneCalls } from './control-plane-call.ts'
import type { ProviderWitness } from './provider-witness.ts'

/** `SignalRequest` of LiveKit with an empty `leave`, its field 8. */
const goodbye = Uint8Array.of(0x42, 0)
/** Small enough to be filled, and enough for the largest room of the suite. */
const places = 24

/** LiveKit, and what the server itself lists. */
export function livekitWitness(options: LivekitOptions): Required<Omit<ProviderWitness, 'expireToken' | 'relay'>> {
  const provider = livekit({ ...options, maxParticipants: places })
  const stranger = livekit({ ...options, apiSecret: 'a secret of some other LiveKit server' })
  const rooms = new Map<string, ProviderRoom>()
  const badGrants = new Map<string, ControlPlaneCalls['badGrant']['input']['kind']>()
  const lines = new Map<string, string>()
  /** People without media who take a place, or whom LiveKit takes for a recorder, by room. */
  const placeholders = new Map<string, readonly WebSocket[]>()
  const recorders = new Map<string, readonly WebSocket[]>()
  const of = ({ room, identity }: { readonly room: string; readonly identity: string }) => `${room} ${identity}`
  const roomOf = (name: string): ProviderRoom => {
    const known = rooms.get(name)
    if (known !== undefined) return known
    throw new Error(`Nobody was given a grant for ${name}.`)
  }
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
  const listed = async (room: ProviderRoom) => (await provider.listParticipants?.(room)) ?? []

  return {
    provider: {
      ...provider,
      async start(services) {
        await Promise.all([provider.start(services), stranger.start(services)])
      },
      async mintCredentials(request) {
        const { room } = request.room
        rooms.set(room, request.room)
        const subject = of({ room, identity: request.identity })
        const kind = badGrants.get(subject)
        const { credentials } = await (kind === 'forged' ? stranger : provider).mintCredentials({
          ...request,
          ...(kind === 'expired' && { expiresAt: Date.now() - 3_600_000 }),
          ...(kind === 'noPublish' && { permissions: request.permissions.filter((each) => each !== 'publish') }),
        })
        const url = lines.get(subject)
        return { credentials: url === undefined ? credentials : { ...credentials, url } }
      },
      async close() {
        for (const sockets of [placeholders, recorders]) for (const room of sockets.keys()) part(sockets, room)
        await Promise.all([provider.close(), stranger.close()])
      },
    },
    async occupants(room) {
      const known = rooms.get(room)
      return known === undefined ? [] : (await listed(known)).map(({ identity }) => identity)
    },
    badGrant: ({ kind, ...subject }) => void badGrants.set(of(subject), kind),
    line: ({ url, ...subject }) => void lines.set(of(subject), url),
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
