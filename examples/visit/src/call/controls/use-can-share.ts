import { useRoom } from '@televid/react'

/** Whether browser and provider can share a screen. Phones cannot. */
export function useCanShare(): boolean {
  const room = useRoom()
  const devices: Partial<MediaDevices> = navigator.mediaDevices ?? {}
  return devices.getDisplayMedia !== undefined && room.supports('screenShare')
}
