import { fileURLToPath } from 'node:url'
import type { ConformanceHarness, ConformanceService } from '@televid/conformance'
import { workerPath } from '../../packages/adapter-livekit/src/testing/encrypting-adapter.ts'
import { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { type CuttableProxy, startCuttableProxy } from '../bench/cuttable-proxy.ts'
import { livekitAgents } from '../bench/livekit-agents.ts'
import { findLivekit, startLivekit } from '../services/livekit/index.ts'
import { newPgliteFolder } from '../services/pglite/index.ts'
import { bareGrant } from './bare-grant.ts'
import { controlPlaneStimuli } from './control-plane-stimuli.ts'

/** A real LiveKit server on this machine, and our control plane with it as its provider, each in a process of its own. */
export const harness: ConformanceHarness = {
  adapter: 'livekit',
  module: fileURLToPath(new URL('../../packages/adapter-livekit/src/testing/encrypting-adapter.ts', import.meta.url)),
  scripts: { [workerPath]: fileURLToPath(import.meta.resolve('livekit-client/e2ee-worker')) },
  sdk: 'livekit-client',
  service: 'server',
  // The SDK pings every 5 s and gives up after 15 s without an answer; it tries ten times over about a minute.
  budgets: { signalingMs: 20_000, mediaMs: 40_000, lostMs: 90_000, crashMs: 30_000 },
  async start({ pages }) {
    const search = await findLivekit()
    if (!search.found) throw new Error(`LiveKit cannot be tested: ${search.reason}`)
    // LiveKit wants to know where its webhooks go before the control plane has a port.
    let controlPort = 0
    const webhooks = await startCuttableProxy(() => controlPort)
    const server = await startLivekit(search, { webhook: `${webhooks.origin}/televid/webhooks/livekit` })
    const { folder, remove } = await newPgliteFolder()
    const control = await ControlPlaneProcess.start({
      port: 0,
      store: { folder },
      benchFolder: folder,
      origins: [pages],
      provider: 'livekit',
      livekit: server.settings,
    })
    controlPort = control.port
    const agents = livekitAgents({
      folder,
      pages,
      url: server.settings.url,
      tokenFor: (room) => control.call('agentToken', { room }),
    })

    /** Each person has lines of their own, to both, so that they can be cut without the others. */
    const lines = new Map<string, Promise<readonly [control: CuttableProxy, livekit: CuttableProxy]>>()
    const hosts: string[] = []
    const linesOf = (identity: string) => {
      const known = lines.get(identity)
      if (known !== undefined) return known
      const made = Promise.all([startCuttableProxy(() => control.port), startCuttableProxy(() => server.port)])
      lines.set(identity, made)
      void made.then(([, vendor]) => hosts.push(vendor.origin))
      return made
    }
    const service: ConformanceService = {
      hosts,
      async access({ room, identity, displayName, role, channel = true }) {
        const [near, vendor] = await linesOf(identity)
        await control.call('ensureRoom', { room, lobby: false })
        await control.call('line', { room, identity, url: vendor.origin.replace(/^http/, 'ws') })
        const { secret } = await control.call('createInvite', { room, role, identity, displayName })
        const grants = `${near.origin}/televid`
        if (channel) return { grants, invite: secret }
        return { grant: await bareGrant({ grants, room, secret, pages, provider: 'livekit' }) }
      },
      occupants: (room) => control.call('occupants', { room }),
      stimuli: {
        ...controlPlaneStimuli(() => control),
        serverMute: async (subject, source) => void (await control.call('mute', { ...subject, source })),
        revokePublish: async (subject) => void (await control.call('mayPublish', { ...subject, allowed: false })),
        async cutSignaling({ identity }) {
          const cut = await linesOf(identity)
          for (const line of cut) line.cut()
          return async () => {
            for (const line of cut) line.mend()
          }
        },
        // The grant comes through, so that what hangs is the join of the vendor.
        holdJoin: async ({ identity }) => {
          const [, vendor] = await linesOf(identity)
          const release = vendor.hold(/^GET \/rtc/)
          return async () => release()
        },
        async killService() {
          await server.kill()
          return () => server.restart()
        },
        async record(room) {
          await control.call('record', { room, on: true })
          return async () => void (await control.call('record', { room, on: false }))
        },
        caption: ({ room, identity }, utterance) => agents.transcribe(room, identity, utterance),
        async shutdownService() {
          await server.shutdown()
          return () => server.restart()
        },
      },
      async close() {
        await Promise.all(
          [...lines.values()].map(async (made) => Promise.all((await made).map((line) => line.close()))),
        )
        await agents.close()
        await control.stop()
        await Promise.all([server.stop(), webhooks.close()])
        await remove()
      },
    }
    return service
  },
}
