import { useRoom } from '@televid/react'
import { useCallback } from 'react'
import { backgroundBlur } from '../media/background-blur.ts'
import { readVisitMemory } from './visit-memory.ts'

/** Turns on what was on in the visit, for coming back with one click. What fails is in the snapshot, and shown there. */
export function useTurnOnAsBefore(): () => void {
  const room = useRoom()
  return useCallback(() => {
    const { camera, microphone, blur } = readVisitMemory(room.name)
    // Before the camera, so that not one picture is without it.
    if (blur) room.local.camera.setProcessor(backgroundBlur).catch(() => {})
    if (camera) room.local.camera.enable().catch(() => {})
    if (microphone) room.local.microphone.enable().catch(() => {})
  }, [room])
}
