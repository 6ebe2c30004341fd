import { fileURLToPath } from 'node:url'
import type { ConformanceHarness, ConformanceService } from '@televid/conformance'
import { workerPath } from '../../packages/adapter-livekit/src/testing/encrypting-adapter.ts'
import { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { startCuttableProxy } from '../bench/cuttable-proxy.ts'
import { livekitAgents } from '../bench/livekit-agents.ts'
import { personLines } from '../bench/person-lines.ts'
import { findLivekit, startLivekit } from '../services/livekit/index.ts'
import { newPgliteFolder } from '../services/pglite/index.ts'
import { controlPlaneAccess } from './control-plane-access.ts'
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

    const lines = personLines(() => control.port)
    const vendorLines = personLines(() => server.port)
    const hosts = new Set<string>()
    const access = controlPlaneAccess({
      control: () => control,
      provider: 'livekit',
      pages,
      originFor: async (identity) => (await lines.of(identity)).origin,
    })
    const service: ConformanceService = {
      get hosts() {
        return [...hosts]
      },
      async access(request) {
        const { room, identity } = request
        const { origin } = await vendorLines.of(identity)
        hosts.add(origin)
        await control.call('line', { room, identity, url: origin.replace(/^http/, 'ws') })
        return access(request)
      },
      occupants: (room) => control.call('occupants', { room }),
      stimuli: {
        ...controlPlaneStimuli(() => control),
        serverMute: async (subject, source) => void (await control.call('mute', { ...subject, source })),
        revokePublish: async (subject) => void (await control.call('mayPublish', { ...subject, allowed: false })),
        async cutSignaling({ identity }) {
          const cut = await Promise.all([lines.of(identity), vendorLines.of(identity)])
          for (const line of cut) line.cut()
          return async () => {
            for (const line of cut) line.mend()
          }
        },
        // The grant comes through, so that what hangs is the join of the vendor.
        holdJoin: async ({ identity }) => {
          const release = (await vendorLines.of(identity)).hold(/^GET \/rtc/)
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
        await Promise.all([lines.close(), vendorLines.close()])
        await agents.close()
        await control.stop()
        await Promise.all([server.stop(), webhooks.close()])
        await remove()
      },
    }
    return service
  },
}
