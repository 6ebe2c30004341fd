/** Step 3: the control plane beside what was there. `televid.config.json` or TELEVID_PROVIDER says which provider new rooms are on. */
import '../server/errors-in-a-line.ts'
import { createControlPlane } from '@televid/server'
import { loadControlPlaneConfig, serve } from '@televid/server/node'
import { builtPages } from '../server/pages.ts'
import { tokenEndpoint } from '../server/token-endpoint.ts'
import { withStandIn } from './stand-in.ts'

const { env } = process
const config = await loadControlPlaneConfig({ folder: import.meta.dirname })
const controlPlane = createControlPlane({ mode: 'development', handlesPhi: false, ...withStandIn(config, env) })
const server = await serve(controlPlane, {
  port: Number(env.PORT ?? 8080),
  // Pages of step 2 are open for a while yet, and rooms have one name for both.
  fallback: tokenEndpoint(env, builtPages(env.PAGES)),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void server.close().then(() => process.exit()))

const [room = 'visit-kdqmx'] = process.argv.slice(2)
await controlPlane.rooms.ensure({ room, lobby: false })
for (const role of ['host', 'guest']) {
  const { fragment } = await controlPlane.invites.create({ room, role })
  console.log(`${role}: ${server.url}/step-3/${fragment}`)
}
