import type { AudioOnlySnapshot, RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Whether video is off for the sake of the voice: the app's wish, or core's on a bad line.
 *
 * Re-renders: when that changes.
 */
export function useAudioOnly(): AudioOnlySnapshot {
  return useRoomSnapshot(audioOnly)
}

const audioOnly = (snapshot: RoomSnapshot) => snapshot.audioOnly
