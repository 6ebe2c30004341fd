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
import type { ProviderWitness } from './provider-witness.ts'
import { servePage } from './serve-page.ts'

// Before the server is loaded, so that nothing it does escapes.
const outgoing = recordOutgoingConnections()
const { createControlPlane, p2p } = await import('@televid/server')
const { serve } = await import('@televid/server/node')

const settings: ControlPlaneSettings = JSON.parse(process.argv[2] ?? '{}')
const { provider = 'p2p' } = settings
const witnesses: Record<string, ProviderWitness> = {
  p2p: p2pWitness(p2p(settings.p2p)),
  ...(settings.livekit && { livekit: (await import('./livekit-witness.ts')).livekitWitness(settings.livekit) }),
  ...(settings.twilio && { twilio: (await import('./twilio-witness.ts')).twilioWitness(settings.twilio) }),
}
const witness = witnesses[provider]
if (!witness) throw new Error(`"${provider}" is not configured.`)
const providers = Object.fromEntries(Object.entries(witnesses).map(([name, each]) => [name, each.provider]))
const control = await createControlPlane({
  mode: 'development',
  handlesPhi: settings.handlesPhi ?? false,
  provider,
  providers,
  ...(settings.origins && { origins: settings.origins }),
  store: settings.store,
})
const server = await serve(control, {
  port: settings.port,
  host: '127.0.0.1',
  fallback: settings.app
    ? staticPages(settings.app, securityHeaders(control.browserOrigins))
    : servePage(settings.benchFolder),
})

const calls: { [N in CallName]: (input: ControlPlaneCalls[N]['input']) => Promise<ControlPlaneCalls[N]['output']> } = {
  ensureRoom: async (input) => {
    await control.rooms.ensure(input)
    return null
  },
  createInvite: async (input) => ({ secret: (await control.invites.create(input)).secret }),
  remove: async ({ room, identity }) => hostRequest(control, room, `participants/${identity}/remove`),
  mute: async ({ room, identity, source }) => hostRequest(control, room, `participants/${identity}/mute`, { source }),
  mayPublish: async ({ room, identity, allowed }) =>
    hostRequest(control, room, `participants/${identity}/publish`, { allowed }),
  endRoom: async ({ room }) => {
    await control.rooms.end({ room })
    return null
  },
  occupants: async ({ room }) => witness.occupants(room),
  badGrant: async (input) => done(witness.badGrant(input)),
  fillRoom: async (input) => done(witness.fillRoom(input)),
  expireToken: async (input) => done(had(witness.expireToken)(input)),
  relay: async (input) => done(had(witness.relay)(input)),
  line: async (input) => done(had(witness.line)(input)),
  record: async (input) => done(had(witness.record)(input)),
  agentToken: async (input) => had(witness.agentToken)(input),
  outgoing: async () => outgoing,
}

async function done(work: void | Promise<void>): Promise<null> {
  await work
  return null
}

function had<T>(act: T | undefined): T {
  if (act !== undefined) return act
  throw new Error(`The bench of "${provider}" cannot do this.`)
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
