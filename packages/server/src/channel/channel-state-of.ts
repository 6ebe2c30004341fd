import type { ChannelState, Permission } from '@televid/core/protocol'
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
            .map(({ identity, role, displayName, since }) => ({
              identity,
              role,
              since,
              ...(displayName === null ? {} : { displayName }),
            }))
        : [],
    // Who waits or was put out does not learn who is inside.
    members: inside
      ? view.people
          .filter(({ state, left }) => state === 'admitted' && !left)
          .map(({ identity, role }) => ({ identity, role }))
      : [],
    recording: { active: false, since: null },
    compliance: view.provider === null ? null : complianceStampOf(vendorOf(view.provider)),
  }
}
