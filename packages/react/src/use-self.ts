import type { RoomSnapshot, SelfSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * The local participant: identity, role, permissions, quality and sources.
 *
 * Re-renders: when any of these changes.
 */
export function useSelf(): SelfSnapshot {
  return useRoomSnapshot(self)
}

const self = (snapshot: RoomSnapshot) => snapshot.self
