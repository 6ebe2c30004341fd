import { randomInt } from 'node:crypto'
import type { ControlPlane } from '@televid/server'

/** One person's way in; each link holds an invite of its own and works once. */
export interface InviteLink {
  readonly role: 'host' | 'guest'
  /** With the camera and microphone of whoever opens it. */
  readonly own: string
  /** With a drawn picture and a tone. */
  readonly synthetic: string
}

export interface InvitedRoom {
  readonly room: string
  /** The host first, then the guests. */
  readonly links: readonly InviteLink[]
}

/** Without vowels no words, without digits no dates. */
const letters = 'bcdfghjkmnpqrstvwxz'

/**
 * Makes a new room with links for one host and some guests.
 *
 * @param address of the page, e.g. `http://localhost:8787`
 */
export async function inviteToNewRoom(
  controlPlane: ControlPlane,
  address: string,
  guests: number,
): Promise<InvitedRoom> {
  const room = `visit-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`
  await controlPlane.rooms.ensure({ room })
  const link = async (role: string, query: string) => {
    const { fragment } = await controlPlane.invites.create({ room, role })
    return `${address}/${query}${fragment}`
  }
  const links: InviteLink[] = []
  for (const role of ['host', ...Array.from({ length: guests }, () => 'guest' as const)] as const)
    links.push({ role, own: await link(role, ''), synthetic: await link(role, '?fake') })
  return { room, links }
}
