import type { RoomSnapshot } from '@televid/core'
import { sameItems } from './same-items.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Ids of the remote participants, in the order they became known: for a grid whose tiles look after themselves.
 *
 * Re-renders: when somebody comes or leaves.
 */
export function useParticipantIds(): readonly string[] {
  return useRoomSnapshot(ids, sameItems)
}

const ids = ({ participants }: RoomSnapshot): readonly string[] => participants.map(({ id }) => id)
