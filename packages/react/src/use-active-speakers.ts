import type { RoomSnapshot, SpeakerSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'
import { useSpeakerObservation } from './use-speaker-observation.ts'

/**
 * Who speaks now, loudest first; `participantId` is `self` for oneself. Measured only while a component uses this or
 * {@link useIsSpeaking}.
 *
 * Re-renders: when the list changes; for one tile take {@link useIsSpeaking}.
 */
export function useActiveSpeakers(): readonly SpeakerSnapshot[] {
  useSpeakerObservation()
  return useRoomSnapshot(speakers)
}

const speakers = (snapshot: RoomSnapshot) => snapshot.activeSpeakers
