import type { LobbySnapshot, RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Own admission, and who waits for those who may admit. Act with `useRoom().controls.admit()` and `.refuse()`.
 *
 * Re-renders: when either changes.
 */
export function useLobby(): LobbySnapshot {
  return useRoomSnapshot(lobby)
}

const lobby = (snapshot: RoomSnapshot) => snapshot.lobby
