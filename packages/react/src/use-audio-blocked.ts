import type { RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Whether the browser holds sound back until `useRoom().audio.resume()` runs in a click or tap.
 *
 * Re-renders: when that changes.
 */
export function useAudioBlocked(): boolean {
  return useRoomSnapshot(blocked)
}

const blocked = ({ audio }: RoomSnapshot) => audio.blocked
