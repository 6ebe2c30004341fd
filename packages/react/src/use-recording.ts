import type { RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Whether the room is being recorded, and since when (Unix ms).
 *
 * Re-renders: when that changes.
 */
export function useRecording(): RoomSnapshot['recording'] {
  return useRoomSnapshot(recording)
}

const recording = (snapshot: RoomSnapshot) => snapshot.recording
