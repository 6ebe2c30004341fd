import type { ConnectionSnapshot, RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Where the call stands: `idle`, `joining`, `waiting` (lobby), `connected`, `reconnecting`, `disconnected` with its reason.
 *
 * Re-renders: when the state or its reason changes.
 */
export function useConnection(): ConnectionSnapshot {
  return useRoomSnapshot(connection)
}

const connection = (snapshot: RoomSnapshot) => snapshot.connection
