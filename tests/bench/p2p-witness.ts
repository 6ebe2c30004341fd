import { randomUUID } from 'node:crypto'
import { TelevidError } from '@televid/core/protocol'
import type { ServerProvider, Store } from '@televid/server'
import type { P2pTables } from '../../packages/server/src/p2p/p2p-tables.ts'
import type { P2pContext } from '../../packages/server/src/p2p/p2p-token.ts'
import { turnCredentials } from '../../packages/server/src/p2p/turn-credentials.ts'
import type { StreamPush } from '../../packages/server/src/stream/stream-endpoint-handler.ts'
import type { ControlPlaneCalls } from './control-plane-call.ts'
import type { ProviderWitness } from './provider-witness.ts'

type InputOf<N extends keyof ControlPlaneCalls> = ControlPlaneCalls[N]['input']
type Credentials = Readonly<Record<string, unknown>>

/** Role of those who only take a place. */
const placeholder = 'placeholder'

/** p2p, and what its own tables say. */
export function p2pWitness(
  provider: ServerProvider,
): Required<Omit<ProviderWitness, 'line' | 'record' | 'agentToken'>> {
  const rooms = new Map<string, { readonly tenant: string; readonly occurrence: string; readonly places: number }>()
  const badGrants = new Map<string, InputOf<'badGrant'>['kind']>()
  const relays = new Map<string, NonNullable<InputOf<'relay'>['turn']>>()
  const expired = new Set<string>()
  const streams = new Map<string, StreamPush>()
  let store: Store | undefined
  const of = ({ room, identity }: { readonly room: string; readonly identity: string }) => `${room} ${identity}`
  const db = () => {
    if (store) return store.db.withTables<P2pTables>()
    throw new Error('The provider is not started.')
  }

  const spoiled = async (request: Parameters<ServerProvider['mintCredentials']>[0]): Promise<Credentials> => {
    const mint = async (change: object = {}) => (await provider.mintCredentials({ ...request, ...change })).credentials
    switch (badGrants.get(of({ room: request.room.room, identity: request.identity }))) {
      case 'expired':
        return mint({ expiresAt: Date.now() - 1000 })
      case 'noPublish':
        return mint({ permissions: request.permissions.filter((permission) => permission !== 'publish') })
      case 'forged': {
        const credentials = await mint()
        const [head, claims, signature = ''] = String(credentials.token).split('.')
        return { ...credentials, token: [head, claims, [...signature].reverse().join('')].join('.') }
      }
      default:
        return mint()
    }
  }
  const relayed = (room: string, credentials: Credentials): Credentials => {
    const turn = relays.get(room)
    if (!turn) return credentials
    const server = { urls: turn.url, ...turnCredentials(turn.secret, 3600, Date.now()) }
    return { ...credentials, iceServers: [server], iceTransportPolicy: 'relay' }
  }

  const { signaling } = provider.streams ?? {}
  if (!signaling) throw new Error('The p2p provider has no signaling stream.')
  return {
    provider: {
      ...provider,
      async start(services) {
        store = services.store
        await provider.start(services)
      },
      async mintCredentials(request) {
        const { room, tenant, occurrence } = request.room
        const credentials = await spoiled(request)
        rooms.set(room, { tenant, occurrence, places: Number(credentials.maxParticipants) })
        return { credentials: relayed(room, credentials) }
      },
      streams: {
        signaling: {
          ...signaling,
          async authenticate(token, parameters) {
            const context = await signaling.authenticate(token, parameters)
            if (expired.has(of(context as P2pContext)))
              throw new TelevidError('grant-expired', 'The token has expired. Ask for a new grant.', {
                provider: 'p2p',
              })
            return context
          },
          open(context, after, push) {
            streams.set(of(context as P2pContext), push)
            return signaling.open(context, after, push)
          },
        },
      },
    },
    badGrant: ({ kind, ...subject }) => void badGrants.set(of(subject), kind),
    async occupants(room) {
      const known = rooms.get(room)
      if (!known) return []
      const rows = await db()
        .selectFrom('p2p_presence')
        .select('identity')
        .where('occurrence', '=', known.occurrence)
        .where('ended_at', 'is', null)
        .where('role', '!=', placeholder)
        .execute()
      return rows.map(({ identity }) => identity)
    },
    async fillRoom({ room, full }) {
      const known = rooms.get(room)
      if (!known) throw new Error(`Nobody was given a grant for ${room}.`)
      const { tenant, occurrence, places } = known
      if (!full) {
        await db()
          .deleteFrom('p2p_presence')
          .where('occurrence', '=', occurrence)
          .where('role', '=', placeholder)
          .execute()
        return
      }
      const present = await db()
        .selectFrom('p2p_presence')
        .select('peer')
        .where('occurrence', '=', occurrence)
        .where('ended_at', 'is', null)
        .execute()
      const absent = Array.from({ length: places - present.length }, () => ({
        tenant,
        occurrence,
        peer: randomUUID(),
        grant_id: randomUUID(),
        identity: randomUUID(),
        role: placeholder,
        can_publish: false,
        display_name: null,
        stream: null,
        end_reason: null,
      }))
      await db().insertInto('p2p_presence').values(absent).execute()
    },
    expireToken(subject) {
      expired.add(of(subject))
      streams.get(of(subject))?.reconnect()
    },
    relay({ room, turn }) {
      if (turn) relays.set(room, turn)
      else relays.delete(room)
    },
  }
}
