import type { RoomInput } from '../state/room-input.ts'
import type { DeviceSnapshot } from '../state/room-snapshot.ts'
import { deviceError } from './device-error.ts'
import type { MediaDevicesPart, MediaEnvironment } from './media-environment.ts'

/** The devices there are, kept up to date from the first listing until `stop()`. Never asks for permission. */
export interface DeviceList {
  /** Labels and ids are empty until the user has allowed a capture. Throws `insecure-context` or `unsupported`. */
  list(): Promise<readonly DeviceSnapshot[]>
  stop(): void
}

export function createDeviceList(environment: MediaEnvironment, report: (input: RoomInput) => void): DeviceList {
  let watched: MediaDevicesPart | null = null
  let newest = 0
  const changed = () => void list().catch(() => {})
  const list = async () => {
    const source = environment.mediaDevices()
    if (!watched) source.addEventListener('devicechange', changed)
    watched = source
    const turn = ++newest
    try {
      const devices = (await source.enumerateDevices()).map(({ deviceId, kind, label }) => ({ deviceId, kind, label }))
      if (turn === newest) report({ type: 'devices', devices })
      return devices
    } catch (cause) {
      throw deviceError(cause, 'camera')
    }
  }
  return {
    list,
    stop() {
      watched?.removeEventListener('devicechange', changed)
      watched = null
      newest++
    },
  }
}
