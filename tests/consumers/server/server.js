// The control plane of a product, and its pages: `node server.js <folder with the built pages>`.
// Which provider carries the calls is one variable, TELEVID_PROVIDER=livekit, or one line of televid.config.json.
import { createControlPlane } from '@televid/server'
import { loadControlPlaneConfig, serve } from '@televid/server/node'
import sirv from 'sirv'

const controlPlane = createControlPlane({
  mode: 'development',
  handlesPhi: false,
  ...(await loadControlPlaneConfig()),
})
const pages = sirv(process.argv[2] ?? 'public', { dev: true })
const server = await serve(controlPlane, { port: Number(process.env.PORT ?? 8080), fallback: pages })

/** A link is the address of a page and this fragment, which browsers send to no server. */
async function newVisit() {
  const room = `visit-${crypto.randomUUID()}`
  await controlPlane.rooms.ensure({ room, lobby: false })
  const invite = async (role) => (await controlPlane.invites.create({ room, role, identity: role })).fragment
  console.log(`host: ${server.url}/${await invite('host')}  guest: ${server.url}/${await invite('guest')}`)
}

await newVisit()
process.stdin.on('data', newVisit)
process.on('SIGTERM', () => server.close().then(() => process.exit()))
