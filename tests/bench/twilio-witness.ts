import { type TwilioOptions, twilio } from '@televid/adapter-twilio/server'
import type { ProviderRoom } from '@televid/server'
import { signTwilioToken } from '../../packages/adapter-twilio/src/server/sign-twilio-token.ts'
import { connectRequest, TcmpClient } from '../unit/tcmp-client.ts'
import type { ControlPlaneCalls } from './control-plane-call.ts'
import type { ProviderWitness } from './provider-witness.ts'

/** Small enough to be filled, and enough for the largest room of the suite. */
const places = 24

/**
 * Twilio, and what its REST API lists. Whoever runs the stand-in has its faults and signals at hand: what they can do (tokens that
 * run out, recording) is not repeated here.
 *
 * @param options with `wsServer` and `apiUrl` of the stand-in
 */
export function twilioWitness(
  options: TwilioOptions & { readonly wsServer: string },
): Required<Omit<ProviderWitness, 'agentToken' | 'expireToken' | 'record' | 'relay'>> {
  // People who may only watch are in the suite; that Twilio does not hold them back is in the README of the adapter.
  const provider = twilio({ ...options, maxParticipants: places, allowUnenforcedRoles: true })
  const stranger = twilio({ ...options, apiKeySecret: 'the secret of some other key' })
  const rooms = new Map<string, ProviderRoom>()
  const badGrants = new Map<string, ControlPlaneCalls['badGrant']['input']['kind']>()
  const lines = new Map<string, string>()
  /** People without media who take a place, by room. */
  const placeholders = new Map<string, readonly TcmpClient[]>()
  const of = ({ room, identity }: { readonly room: string; readonly identity: string }) => `${room} ${identity}`
  const listed = async (room: ProviderRoom) => (await provider.listParticipants?.(room)) ?? []
  const enter = async ({ reference }: ProviderRoom, identity: string): Promise<TcmpClient> => {
    const issuedAt = Math.floor(Date.now() / 1000)
    const token = await signTwilioToken({ ...options, identity, room: reference, issuedAt, expiresAt: issuedAt + 600 })
    const client = await TcmpClient.hello(options, token, connectRequest(token, reference, [], { subscribes: false }))
    client.session = (await client.heard('connected')).session
    return client
  }
  const part = (room: string): void => {
    for (const client of placeholders.get(room) ?? []) client.leave()
    placeholders.delete(room)
  }

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
        const wsServer = lines.get(subject)
        return { credentials: wsServer === undefined ? credentials : { ...credentials, wsServer } }
      },
      async close() {
        for (const room of placeholders.keys()) part(room)
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
      part(room)
      if (!full) return
      const known = rooms.get(room)
      if (known === undefined) throw new Error(`Nobody was given a grant for ${room}.`)
      const absent = places - (await listed(known)).length
      const people = Array.from({ length: absent }, (_, index) => enter(known, `placeholder-${index}`))
      placeholders.set(room, await Promise.all(people))
    },
  }
}
