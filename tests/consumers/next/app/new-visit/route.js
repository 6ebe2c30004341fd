import { controlPlane } from '../control-plane.js'

/** In your product, only somebody who is signed in may do this. */
export async function POST() {
  const room = `visit-${crypto.randomUUID()}`
  await controlPlane.rooms.ensure({ room, lobby: false })
  const invite = async (role) => (await controlPlane.invites.create({ room, role, identity: role })).fragment
  return Response.json({ host: `/call${await invite('host')}`, guest: `/call${await invite('guest')}` })
}
