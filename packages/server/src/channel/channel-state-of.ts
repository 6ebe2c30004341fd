import type { ChannelState, Permission, RoomMember } from '@televid/core/protocol'
import { complianceStampOf } from '../room/compliance-stamp-of.ts'
import { permissionsOf } from '../room/permissions-of.ts'
import type { RoomView } from './load-room-view.ts'

/** What one person may see of a room, or `null` when they never were at its door. */
export function channelStateOf(
  view: RoomView,
  person: { readonly identity: string; readonly role: string; readonly permissions: readonly Permission[] },
  vendorOf: (provider: string) => string,
): ChannelState | null {
  const self = view.people.find((other) => other.identity === person.identity)
  if (self === undefined) return null
  const inside = self.state === 'admitted'
  return {
    identity: person.identity,
    role: person.role,
    permissions: permissionsOf(person.permissions, self.mayPublish),
    admission: self.state,
    roomEnded: view.ended,
    waiting:
      inside && person.permissions.includes('admit')
        ? view.people
            .filter(({ state, left }) => state === 'waiting' && !left)
            .map((person) => ({ ...memberOf(person), since: person.since }))
        : [],
    // Who waits or was put out does not learn who is inside.
    members: inside ? view.people.filter(({ state, left }) => state === 'admitted' && !left).map(memberOf) : [],
    recording: { active: false, since: null },
    compliance: view.provider === null ? null : complianceStampOf(vendorOf(view.provider)),
  }
}

function memberOf({ identity, role, displayName }: RoomView['people'][number]): RoomMember {
  return { identity, role, ...(displayName !== null && { displayName }) }
}
