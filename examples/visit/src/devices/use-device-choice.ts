import type { DeviceSnapshot, RoomSnapshot } from '@televid/core'
import { useDevices, useRoom, useRoomSnapshot } from '@televid/react'
import { useCallback, useState } from 'react'
import { chosenDevice, type DeviceKind, rememberDevice } from './device-memory.ts'

export interface DeviceChoice {
  /** Those that can be chosen; empty until the browser may tell them, and where it has no choice. */
  readonly devices: readonly DeviceSnapshot[]
  /** Id of the one in use, else of the one chosen last; `''` is the system's. */
  readonly selected: string
  /** The last choice could not be used; the earlier device goes on. */
  readonly failed: boolean
  readonly choose: (deviceId: string) => void
}

/** The devices of one kind and the one in use, with a choice that is remembered for the next visit. */
export function useDeviceChoice(kind: DeviceKind): DeviceChoice {
  const room = useRoom()
  const devices = useDevices(kind)
  const select = useCallback((snapshot: RoomSnapshot) => sourceOf(snapshot, kind)?.deviceId ?? null, [kind])
  const inUse = useRoomSnapshot(select)
  const [chosen, setChosen] = useState(() => chosenDevice(kind) ?? '')
  const [failed, setFailed] = useState(false)

  const choose = useCallback(
    (deviceId: string) => {
      const change = () => {
        if (kind === 'audiooutput') return room.audio.setSpeaker(deviceId)
        const source = kind === 'videoinput' ? 'camera' : 'microphone'
        // Whoever chooses another device because one failed wants to see it at once.
        return sourceOf(room.snapshot, kind)?.error
          ? room.local[source].enable({ deviceId })
          : room.local.select(kind, deviceId)
      }
      setFailed(false)
      change().then(
        () => {
          setChosen(deviceId)
          rememberDevice(kind, deviceId)
        },
        () => setFailed(true),
      )
    },
    [room, kind],
  )
  return { devices: devices.filter(isKnown), selected: inUse ?? chosen, failed, choose }
}

const isKnown = ({ deviceId }: DeviceSnapshot): boolean => deviceId !== ''

function sourceOf({ self }: RoomSnapshot, kind: DeviceKind) {
  return kind === 'videoinput' ? self.camera : kind === 'audioinput' ? self.microphone : null
}
