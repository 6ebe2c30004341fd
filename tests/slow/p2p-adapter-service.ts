import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { JoinGrant } from '@televid/core/adapter'
import { createControlPlane, p2p, type Store } from '@televid/server'
import { serve } from '@televid/server/node'
import { appendFrame, nextSeq, type P2pServerFrame, presentIn } from '../../packages/server/src/p2p/p2p-room-log.ts'
import type { P2pTables } from '../../packages/server/src/p2p/p2p-tables.ts'
import { servePage } from '../bench/serve-page.ts'

export type P2pService = Awaited<ReturnType<typeof startP2pService>>

/** A control plane with one room on p2p, and the test page, on one loopback port. */
export async function startP2pService(store: Store, benchFolder: string) {
  const errors: unknown[] = []
  const controlPlane = createControlPlane({
    mode: 'development',
    handlesPhi: false,
    provider: 'p2p',
    providers: { p2p: p2p() },
    secret: 'kT9fQz2LwX7vB4nM1sR8yH6jD3gP5cAeUoIi',
    store,
    onError: (error) => errors.push(error),
  })
  const running = await serve(controlPlane, { port: 0, fallback: servePage(benchFolder) })
  const room = `visit-${randomUUID().slice(0, 8)}`
  const { occurrence } = await controlPlane.rooms.ensure({ room, lobby: false })

  let down = false
  const sockets = new Set<Socket>()
  running.server.on('connection', (socket) => {
    if (down) return void socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  const post = async (path: string, body: unknown, session?: string) => {
    const response = await fetch(`${running.url}${controlPlane.basePath}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(session !== undefined && { authorization: `Bearer ${session}` }),
      },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  const enter = async (identity: string, role: string): Promise<string> => {
    const { secret } = await controlPlane.invites.create({ room, role, identity })
    return (await post('/invites/exchange', { secret })).session
  }

  return {
    pageUrl: `${running.url}/pages/p2p-adapter/`,
    errors,
    async grant(identity: string, role = 'host'): Promise<JoinGrant> {
      const session = await enter(identity, role)
      const request = { room, coreVersion: '0.1.0', providers: ['p2p'], rejoin: false }
      return (await post(`/rooms/${room}/grant`, request, session)).grant
    },
    async remove(identity: string) {
      await post(`/rooms/${room}/participants/${identity}/remove`, {}, await enter('the-host', 'host'))
    },
    endRoom: () => controlPlane.rooms.end({ room }),
    /** Drops every connection to the server and lets no new one in. */
    cutSignaling() {
      down = true
      for (const socket of sockets) socket.destroy()
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
    async identities() {
      const present = await store.transaction((transaction) =>
        presentIn(transaction.withTables<P2pTables>(), occurrence),
      )
      return present.map(({ identity }) => identity)
    },
    close: () => running.close(),
  }
}
