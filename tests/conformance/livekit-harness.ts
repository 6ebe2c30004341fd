import { fileURLToPath } from 'node:url'
import { livekit } from '@televid/adapter-livekit/server'
import type { BadGrant, ConformanceHarness, ConformanceService } from '@televid/conformance'
import { defaultRoles } from '@televid/core/protocol'
import type { ServerRoom } from '@televid/core/server-adapter'
import { workerPath } from '../../packages/adapter-livekit/src/testing/encrypting-adapter.ts'
import { type CuttableProxy, startCuttableProxy } from '../bench/cuttable-proxy.ts'
import { findLivekit, startLivekit } from '../services/livekit/index.ts'

/** The real LiveKit server on this machine; grants are minted by our server half, without a control plane. */
export const harness: ConformanceHarness = {
  adapter: 'livekit',
  module: fileURLToPath(new URL('../../packages/adapter-livekit/src/testing/encrypting-adapter.ts', import.meta.url)),
  scripts: { [workerPath]: fileURLToPath(import.meta.resolve('livekit-client/e2ee-worker')) },
  sdk: 'livekit-client',
  service: 'server',
  // The SDK pings every 5 s and gives up after 15 s without an answer; it tries ten times over about a minute.
  budgets: { signalingMs: 20_000, mediaMs: 40_000, lostMs: 90_000, crashMs: 30_000 },
  async start() {
    const search = await findLivekit()
    if (!search.found) throw new Error(`LiveKit cannot be tested: ${search.reason}`)
    const server = await startLivekit(search)
    const { apiKey, apiSecret, url } = server
    const options = { url, apiKey, apiSecret, iceServers: [] }
    const provider = livekit(options)
    const stranger = livekit({ ...options, apiSecret: 'another secret of another LiveKit server' })
    const services = {
      mode: 'development' as const,
      handlesPhi: false,
      deriveKey: () => new Uint8Array(32),
      onError: (error: unknown) => console.error(error),
    }
    await provider.start(services)
    await stranger.start(services)
    /** Each person has a line of their own, so that one can be cut without the others. */
    const lines = new Map<string, CuttableProxy>()
    const lineOf = async (identity: string) => {
      const line = lines.get(identity) ?? (await startCuttableProxy(() => server.port))
      lines.set(identity, line)
      return line
    }
    const roomOf = (room: string): ServerRoom => ({
      tenant: 'test',
      room,
      occurrence: room,
      trace: '0af7651916cd43dd8448eb211c80319c',
      reference: room,
      region: null,
    })
    const bad = new Map<string, BadGrant>()
    const service: ConformanceService = {
      async access({ displayName, identity, role, room }) {
        const kind = bad.get(`${room} ${identity}`)
        const permissions = defaultRoles[role]
        const expiresAt = Date.now() + 3_600_000
        const { credentials } = await (kind === 'forged' ? stranger : provider).mintCredentials({
          room: roomOf(room),
          identity,
          role,
          displayName,
          permissions: kind === 'noPublish' ? ['join'] : permissions,
          expiresAt: kind === 'expired' ? Date.now() - 3_600_000 : expiresAt,
          endpoint: () => ({ url: '', webSocket: false }),
        })
        const line = (await lineOf(identity)).origin.replace(/^http/, 'ws')
        return {
          grant: {
            provider: 'livekit',
            room,
            identity,
            role,
            displayName,
            permissions,
            expiresAt,
            credentials: { ...credentials, url: line },
          },
        }
      },
      occupants: async (room) => {
        const people = (await provider.listParticipants?.(roomOf(room))) ?? []
        return people.map(({ identity }) => identity)
      },
      stimuli: {
        remove: ({ identity, room }) => provider.removeParticipant(roomOf(room), identity),
        endRoom: (room) => provider.endRoom(roomOf(room)),
        async badGrant({ identity, room }, kind) {
          bad.set(`${room} ${identity}`, kind)
          return async () => void bad.delete(`${room} ${identity}`)
        },
        async cutSignaling({ identity }) {
          const line = await lineOf(identity)
          line.cut()
          return async () => line.mend()
        },
        holdJoin: async ({ identity }) => {
          const release = (await lineOf(identity)).hold(/^GET \/rtc/)
          return async () => release()
        },
        async killService() {
          await server.kill()
          return () => server.restart()
        },
      },
      async close() {
        await Promise.all([provider.close(), stranger.close(), ...[...lines.values()].map((line) => line.close())])
        await server.stop()
      },
    }
    return service
  },
}
