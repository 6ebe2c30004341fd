import type { Permission, RoomSnapshot } from '@televid/core'
import { useCallback } from 'react'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Whether the own role may do something, to show or hide its button; the server decides again.
 *
 * Re-renders: when the answer changes.
 */
export function usePermission(permission: Permission): boolean {
  return useRoomSnapshot(useCallback(({ self }: RoomSnapshot) => self.permissions.includes(permission), [permission]))
}
