import { fileURLToPath } from 'node:url'
import type { ConformanceHarness, ConformanceService } from '@televid/conformance'
import { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { personLines } from '../bench/person-lines.ts'
import { type CoturnServer, findCoturn, startCoturn } from '../services/coturn/index.ts'
import { newPgliteFolder } from '../services/pglite/index.ts'
import { controlPlaneAccess } from './control-plane-access.ts'
import { controlPlaneStimuli } from './control-plane-stimuli.ts'

/** The embedded default: its service is our own control plane, in a process of its own on this machine. */
export const harness: ConformanceHarness = {
  adapter: 'p2p',
  module: fileURLToPath(new URL('../../packages/adapter-p2p/src/index.ts', import.meta.url)),
  service: 'server',
  // Decision 7: lost after 8 s of silence of everybody, signaling alone is no loss.
  budgets: { signalingMs: 10_000, mediaMs: 20_000, lostMs: 30_000, crashMs: 15_000 },
  async start({ pages }) {
    const { folder, remove } = await newPgliteFolder()
    const settings = {
      port: 0,
      store: { folder },
      benchFolder: folder,
      origins: [pages],
      // Long enough for what cases.md calls a short cut, short enough for a long one.
      p2p: { giveUpAfterSeconds: { connectionLost: 10, mediaLost: 8 } },
    }
    let control = await ControlPlaneProcess.start(settings)
    const { port } = control
    const lines = personLines(() => port)
    const coturn = await findCoturn()
    let turn: Promise<CoturnServer> | undefined
    const service: ConformanceService = {
      access: controlPlaneAccess({
        control: () => control,
        provider: 'p2p',
        pages,
        originFor: async (identity) => (await lines.of(identity)).origin,
      }),
      occupants: (room) => control.call('occupants', { room }),
      stimuli: {
        ...controlPlaneStimuli(() => control),
        expireToken: async (subject) => void (await control.call('expireToken', subject)),
        ...(coturn.found && {
          async relay(room: string) {
            turn ??= startCoturn(coturn)
            const { url, secret } = await turn
            await control.call('relay', { room, turn: { url, secret } })
            return async () => void (await control.call('relay', { room, turn: null }))
          },
        }),
        async cutSignaling({ identity }) {
          const line = await lines.of(identity)
          line.cut()
          return async () => line.mend()
        },
        // The grant comes through, so that what hangs is the join of the provider.
        holdJoin: async ({ identity }) => {
          const release = (await lines.of(identity)).hold(/\/signaling/)
          return async () => release()
        },
        async killService() {
          await control.kill()
          return async () => {
            control = await ControlPlaneProcess.start({ ...settings, port })
          }
        },
      },
      async close() {
        await lines.close()
        await control.stop()
        await (await turn)?.stop()
        await remove()
      },
    }
    return service
  },
}
