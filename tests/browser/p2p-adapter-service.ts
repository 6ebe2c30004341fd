import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { defaultRoles } from '../../packages/core/src/protocol/permission.ts'
import { p2p } from '../../packages/server/src/p2p/index.ts'
import { appendFrame, nextSeq, type P2pServerFrame, presentIn } from '../../packages/server/src/p2p/p2p-room-log.ts'
import type { P2pTables } from '../../packages/server/src/p2p/p2p-tables.ts'
import type { ProviderRoom } from '../../packages/server/src/provider/server-provider.ts'
import type { Store } from '../../packages/server/src/store/index.ts'
import { serveWebSocket } from '../../packages/server/src/stream/serve-web-socket.ts'
import { servePage } from '../bench/serve-page.ts'

export type P2pService = Awaited<ReturnType<typeof startP2pService>>

/** The provider's real server half, its stream and the test page on one loopback port; no control plane around it. */
export async function startP2pService(store: Store, benchFolder: string) {
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const provider = p2p()
  await provider.start({
    store,
    mode: 'development',
    handlesPhi: false,
    deriveKey: (purpose) => new TextEncoder().encode(purpose.padEnd(32, '.').slice(0, 32)),
    onError,
  })
  const handler = provider.streams?.signaling
  if (!handler) throw new Error('the provider has no signaling stream')

  let down = false
  const connections = new Set<() => void>()
  const server = createServer(servePage(benchFolder))
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (down || request.url !== '/signaling') socket.destroy()
    else
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        serveWebSocket({ store, onError, connections }, handler, {}, webSocket),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const occurrence = `occ-${randomUUID()}`
  const room: ProviderRoom = { tenant: 'default', room: 'visit-7f3a91', occurrence, reference: occurrence, region: null }
  const present = () => store.transaction((transaction) => presentIn(transaction.withTables<P2pTables>(), occurrence))

  return {
    pageUrl: `http://localhost:${port}/pages/p2p-adapter/`,
    errors,
    async grant(identity: string, role: keyof typeof defaultRoles = 'guest') {
      const expiresAt = Date.now() + 60_000
      const { credentials } = await provider.mintCredentials({
        room,
        identity,
        role,
        permissions: defaultRoles[role],
        expiresAt,
        endpoint: (name) => ({ url: `/${name}`, webSocket: true }),
      })
      return { provider: 'p2p', room: room.room, identity, role, expiresAt, credentials }
    },
    remove: (identity: string) => provider.removeParticipant(room, identity),
    endRoom: () => provider.endRoom(room),
    /** Drops every signaling connection and lets no new one in. */
    cutSignaling() {
      down = true
      for (const socket of sockets.clients as Set<WebSocket>) socket.terminate()
    },
    restoreSignaling() {
      down = false
    },
    /** Sends everybody a frame that the provider never would. */
    async forge(frame: P2pServerFrame) {
      await store.transaction(async (plain) => {
        const transaction = plain.withTables<P2pTables>()
        const seq = await nextSeq(transaction, occurrence)
        if (seq !== null) await appendFrame(store, transaction, seq, await presentIn(transaction, occurrence), frame)
      })
    },
    /** Identities of those whose presence has not ended. */
    identities: async () => (await present()).map(({ identity }) => identity),
    async close() {
      for (const socket of sockets.clients as Set<WebSocket>) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await provider.close()
    },
  }
}
