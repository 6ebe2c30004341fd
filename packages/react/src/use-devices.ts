import type { DeviceSnapshot, RoomSnapshot } from '@televid/core'
import { useCallback, useEffect } from 'react'
import { sameItems } from './same-items.ts'
import { useRoom } from './use-room.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Devices of one kind, kept up to date. Never asks for permission; labels are empty until a capture was allowed.
 *
 * Re-renders: when the list of this kind changes.
 */
export function useDevices(kind: DeviceSnapshot['kind']): readonly DeviceSnapshot[] {
  const room = useRoom()
  useEffect(() => {
    // Where there are no devices at all, turning a source on says why.
    room.local.devices.list().catch(() => {})
  }, [room])
  const select = useCallback(
    ({ devices }: RoomSnapshot): readonly DeviceSnapshot[] => devices.filter((device) => device.kind === kind),
    [kind],
  )
  return useRoomSnapshot(select, sameItems)
}
