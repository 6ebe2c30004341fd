import type { ParticipantSnapshot, RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Everybody else in the room.
 *
 * Re-renders: when anything about any of them changes. For a grid take {@link useParticipantIds}.
 */
export function useParticipants(): readonly ParticipantSnapshot[] {
  return useRoomSnapshot(participants)
}

const participants = (snapshot: RoomSnapshot) => snapshot.participants
