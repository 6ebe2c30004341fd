/**
 * The control plane under test, as a process of its own; see `ControlPlaneProcess`. Its first argument is
 * `ControlPlaneSettings` as JSON, calls come over IPC.
 */
import { staticPages } from '../../examples/start/src/static-pages.ts'
import { securityHeaders } from '../../examples/visit/security-headers.ts'
import type {
  CallAnswer,
  CallName,
  CallRequest,
  ControlPlaneCalls,
  ControlPlaneSettings,
} from './control-plane-call.ts'
import { hostRequest } from './host-request.ts'
import { recordOutgoingConnections } from './outgoing-connections.ts'
import { p2pWitness } from './p2p-witness.ts'
import { servePage } from './serve-page.ts'

// Before the server is loaded, so that nothing it does escapes.
const outgoing = recordOutgoingConnections()
const { createControlPlane, p2p } = await import('@televid/server')
const { serve } = await import('@televid/server/node')

const settings: ControlPlaneSettings = JSON.parse(process.argv[2] ?? '{}')
const witness = p2pWitness(p2p(settings.p2p))
const control = await createControlPlane({
  mode: 'development',
  handlesPhi: settings.handlesPhi ?? false,
  provider: 'p2p',
  providers: { p2p: witness.provider },
  ...(settings.origins && { origins: settings.origins }),
  store: settings.store,
})
const server = await serve(control, {
  port: settings.port,
  host: '127.0.0.1',
  fallback: settings.app ? staticPages(settings.app, securityHeaders) : servePage(settings.benchFolder),
})

const calls: { [N in CallName]: (input: ControlPlaneCalls[N]['input']) => Promise<ControlPlaneCalls[N]['output']> } = {
  ensureRoom: async (input) => {
    await control.rooms.ensure(input)
    return null
  },
  createInvite: async (input) => ({ secret: (await control.invites.create(input)).secret }),
  remove: async ({ room, identity }) => hostRequest(control, room, `participants/${identity}/remove`),
  endRoom: async ({ room }) => {
    await control.rooms.end({ room })
    return null
  },
  occupants: async ({ room }) => witness.occupants(room),
  badGrant: async (input) => {
    witness.badGrant(input)
    return null
  },
  fillRoom: async (input) => {
    await witness.fillRoom(input)
    return null
  },
  expireToken: async (input) => {
    witness.expireToken(input)
    return null
  },
  relay: async (input) => {
    witness.relay(input)
    return null
  },
  outgoing: async () => outgoing,
}

process.on('message', async ({ id, name, input }: CallRequest) => {
  const answer: CallAnswer = await calls[name](input as never).then(
    (output) => ({ id, output }),
    (error) => ({ id, error: String(error) }),
  )
  process.send?.(answer)
})
// The test process is gone: nobody would ever end this one.
process.on('disconnect', () => process.exit())
process.on('SIGTERM', () => server.close().finally(() => process.exit()))
process.send?.({ port: server.port })
