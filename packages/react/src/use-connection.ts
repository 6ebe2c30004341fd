import type { ConnectionSnapshot, RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/** Where the call stands: `idle`, `joining`, `waiting` (lobby), `connected`, `reconnecting`, `disconnected` with its reason. */
export function useConnection(): ConnectionSnapshot {
  return useRoomSnapshot(connection)
}

const connection = (snapshot: RoomSnapshot) => snapshot.connection
