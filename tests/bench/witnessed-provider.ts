import type { ProviderRoom, ServerProvider } from '@televid/server'
import type { ControlPlaneCalls } from './control-plane-call.ts'
import type { ProviderWitness } from './provider-witness.ts'

interface WitnessedProvider extends Required<Pick<ProviderWitness, 'badGrant' | 'line' | 'occupants' | 'provider'>> {
  /** A room for which somebody was given a grant. */
  roomOf(name: string): ProviderRoom
  listed(room: ProviderRoom): Promise<readonly { readonly identity: string }[]>
}

interface WitnessOptions {
  readonly provider: ServerProvider
  /** The same with a secret that the vendor does not know. */
  readonly stranger: ServerProvider
  /** The credential that says where a page reaches the vendor. */
  readonly address: string
  /** Before the providers are closed. */
  readonly close: () => void
}

/** A vendor's provider that can be told to give bad credentials or another address, and who is in its rooms by the vendor's word. */
export function witnessedProvider({ address, close, provider, stranger }: WitnessOptions): WitnessedProvider {
  const rooms = new Map<string, ProviderRoom>()
  const badGrants = new Map<string, ControlPlaneCalls['badGrant']['input']['kind']>()
  const lines = new Map<string, string>()
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
        const line = lines.get(subject)
        return { credentials: line === undefined ? credentials : { ...credentials, [address]: line } }
      },
      async close() {
        close()
        await Promise.all([provider.close(), stranger.close()])
      },
    },
    roomOf(name) {
      const known = rooms.get(name)
      if (known !== undefined) return known
      throw new Error(`Nobody was given a grant for ${name}.`)
    },
    listed,
    async occupants(room) {
      const known = rooms.get(room)
      return known === undefined ? [] : (await listed(known)).map(({ identity }) => identity)
    },
    badGrant: ({ kind, ...subject }) => void badGrants.set(of(subject), kind),
    line: ({ url, ...subject }) => void lines.set(of(subject), url),
  }
}
