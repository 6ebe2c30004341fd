import type { DeviceSnapshot, RoomSnapshot } from '@televid/core'
import { useCallback, useEffect } from 'react'
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
    let mounted = true
    const list = () => {
      // Where there are no devices at all, turning a source on says why.
      if (mounted) room.local.devices.list().catch(() => {})
    }
    list()
    // A room that is left stops watching devices, a moment after its event; who is still on the page wants to go on.
    const stop = room.on('disconnected', () => queueMicrotask(list))
    return () => {
      mounted = false
      stop()
    }
  }, [room])
  const select = useCallback(
    ({ devices }: RoomSnapshot): readonly DeviceSnapshot[] => devices.filter((device) => device.kind === kind),
    [kind],
  )
  return useRoomSnapshot(select, sameDevices)
}

/** The browser makes new objects at every listing. */
function sameDevices(left: readonly DeviceSnapshot[], right: readonly DeviceSnapshot[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ deviceId, label }, index) => deviceId === right[index]?.deviceId && label === right[index]?.label)
  )
}
