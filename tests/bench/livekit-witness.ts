import { once } from 'node:events'
import { type LivekitOptions, livekit } from '@televid/adapter-livekit/server'
import type { ProviderRoom } from '@televid/server'
import { WebSocket } from 'ws'
import type { ControlPlaneCalls } from './control-plane-call.ts'
import type { ProviderWitness } from './provider-witness.ts'

/** Small enough to be filled. */
const places = 8

/** LiveKit, and what the server itself lists. */
export function livekitWitness(options: LivekitOptions): Required<Omit<ProviderWitness, 'expireToken' | 'relay'>> {
  const provider = livekit({ ...options, maxParticipants: places })
  const stranger = livekit({ ...options, apiSecret: 'a secret of some other LiveKit server' })
  const rooms = new Map<string, ProviderRoom>()
  const badGrants = new Map<string, ControlPlaneCalls['badGrant']['input']['kind']>()
  const lines = new Map<string, string>()
  const placeholders = new Map<string, readonly WebSocket[]>()
  const of = ({ room, identity }: { readonly room: string; readonly identity: string }) => `${room} ${identity}`
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
        for (const sockets of placeholders.values()) for (const socket of sockets) socket.terminate()
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
      for (const socket of placeholders.get(room) ?? []) socket.close()
      placeholders.delete(room)
      if (!full) return
      const known = rooms.get(room)
      if (!known) throw new Error(`Nobody was given a grant for ${room}.`)
      const absent = places - (await listed(known)).length
      const enter = async (_: unknown, index: number): Promise<WebSocket> => {
        const { credentials } = await provider.mintCredentials({
          room: known,
          identity: `placeholder-${index}`,
          role: 'observer',
          permissions: ['join'],
          expiresAt: Date.now() + 600_000,
          endpoint: () => ({ url: '', webSocket: false }),
        })
        const socket = new WebSocket(
          `${options.url}/rtc?access_token=${credentials.token}&protocol=15&auto_subscribe=0`,
        )
        // The first thing it says is that they have joined.
        await once(socket, 'message')
        return socket
      }
      placeholders.set(room, await Promise.all(Array.from({ length: absent }, enter)))
    },
  }
}
