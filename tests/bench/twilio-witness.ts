import { type TwilioOptions, twilio } from '@televid/adapter-twilio/server'
import type { ProviderRoom } from '@televid/server'
import { signTwilioToken } from '../../packages/adapter-twilio/src/server/sign-twilio-token.ts'
import { connectRequest, TcmpClient } from '../unit/tcmp-client.ts'
import type { ProviderWitness } from './provider-witness.ts'
import { witnessedProvider } from './witnessed-provider.ts'

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
  /** People without media who take a place, by room. */
  const placeholders = new Map<string, readonly TcmpClient[]>()
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

  const { listed, roomOf, ...witness } = witnessedProvider({
    provider,
    stranger,
    address: 'wsServer',
    close() {
      for (const room of placeholders.keys()) part(room)
    },
  })

  return {
    ...witness,
    async fillRoom({ room, full }) {
      part(room)
      if (!full) return
      const known = roomOf(room)
      const absent = places - (await listed(known)).length
      const people = Array.from({ length: absent }, (_, index) => enter(known, `placeholder-${index}`))
      placeholders.set(room, await Promise.all(people))
    },
  }
}
