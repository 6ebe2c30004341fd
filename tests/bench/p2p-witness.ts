import type { ServerProvider, Store } from '@televid/server'
import type { P2pTables } from '../../packages/server/src/p2p/p2p-tables.ts'
import type { ControlPlaneCalls } from './control-plane-call.ts'

/** The p2p provider, and what its own tables say of who is in a room. */
export function p2pWitness(provider: ServerProvider): {
  readonly provider: ServerProvider
  occupants(room: string): Promise<readonly string[]>
  badGrant(input: ControlPlaneCalls['badGrant']['input']): void
} {
  const occurrences = new Map<string, string>()
  const badGrants = new Map<string, ControlPlaneCalls['badGrant']['input']['kind']>()
  let store: Store | undefined
  return {
    provider: {
      ...provider,
      async start(services) {
        store = services.store
        await provider.start(services)
      },
      async mintCredentials(request) {
        occurrences.set(request.room.room, request.room.occurrence)
        switch (badGrants.get(`${request.room.room} ${request.identity}`)) {
          case 'expired':
            return provider.mintCredentials({ ...request, expiresAt: Date.now() - 1000 })
          case 'noPublish':
            return provider.mintCredentials({
              ...request,
              permissions: request.permissions.filter((permission) => permission !== 'publish'),
            })
          case 'forged': {
            const { credentials } = await provider.mintCredentials(request)
            const [head, claims, signature = ''] = String(credentials.token).split('.')
            const token = [head, claims, [...signature].reverse().join('')].join('.')
            return { credentials: { ...credentials, token } }
          }
          default:
            return provider.mintCredentials(request)
        }
      },
    },
    badGrant: ({ room, identity, kind }) => void badGrants.set(`${room} ${identity}`, kind),
    async occupants(room) {
      const occurrence = occurrences.get(room)
      if (!store || occurrence === undefined) return []
      const rows = await store.db
        .withTables<P2pTables>()
        .selectFrom('p2p_presence')
        .select('identity')
        .where('occurrence', '=', occurrence)
        .where('ended_at', 'is', null)
        .execute()
      return rows.map(({ identity }) => identity)
    },
  }
}
