import { useRoom } from '@televid/react'
import { useEffect } from 'react'
import { chosenDevice } from './device-memory.ts'

/** Prefers the devices that were chosen last time. One that is not there any more is passed over. */
export function useChosenDevices(): void {
  const room = useRoom()
  useEffect(() => {
    for (const kind of ['videoinput', 'audioinput'] as const) {
      const deviceId = chosenDevice(kind)
      const { state } = room.snapshot.self[kind === 'videoinput' ? 'camera' : 'microphone']
      if (deviceId && state === 'off') room.local.select(kind, deviceId).catch(() => {})
    }
    const speaker = chosenDevice('audiooutput')
    if (speaker) room.audio.setSpeaker(speaker).catch(() => {})
  }, [room])
}
