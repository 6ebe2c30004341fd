import type { ParticipantSnapshot, RoomSnapshot } from '@televid/core'
import { useCallback } from 'react'
import { participantIn } from './participant-in.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * One remote participant; `undefined` once they left.
 *
 * Re-renders: when something about this participant changes (name, camera, microphone, tracks, quality, presence).
 */
export function useParticipant(id: string): ParticipantSnapshot | undefined {
  return useRoomSnapshot(useCallback((snapshot: RoomSnapshot) => participantIn(snapshot, id), [id]))
}
