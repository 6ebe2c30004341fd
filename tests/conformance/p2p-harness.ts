import { fileURLToPath } from 'node:url'
import type { ConformanceHarness, ConformanceService } from '@televid/conformance'
import { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { type CuttableProxy, startCuttableProxy } from '../bench/cuttable-proxy.ts'
import { type CoturnServer, findCoturn, startCoturn } from '../services/coturn/index.ts'
import { newPgliteFolder } from '../services/pglite/index.ts'
import { bareGrant } from './bare-grant.ts'
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
    /** Each person has a line of their own, so that one can be cut without the others. */
    const lines = new Map<string, CuttableProxy>()
    const lineOf = async (identity: string) => {
      const line = lines.get(identity) ?? (await startCuttableProxy(() => port))
      lines.set(identity, line)
      return line
    }
    const coturn = await findCoturn()
    let turn: Promise<CoturnServer> | undefined
    const service: ConformanceService = {
      async access({ room, identity, displayName, role, channel = true }) {
        await control.call('ensureRoom', { room, lobby: false })
        const { secret } = await control.call('createInvite', { room, role, identity, displayName })
        const grants = `${(await lineOf(identity)).origin}/televid`
        return channel
          ? { grants, invite: secret }
          : { grant: await bareGrant({ grants, room, secret, pages, provider: 'p2p' }) }
      },
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
          const line = await lineOf(identity)
          line.cut()
          return async () => line.mend()
        },
        // The grant comes through, so that what hangs is the join of the provider.
        holdJoin: async ({ identity }) => {
          const release = (await lineOf(identity)).hold(/\/signaling/)
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
        await Promise.all([...lines.values()].map((line) => line.close()))
        await control.stop()
        await (await turn)?.stop()
        await remove()
      },
    }
    return service
  },
}
