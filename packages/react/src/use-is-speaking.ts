import type { RoomSnapshot } from '@televid/core'
import { useCallback } from 'react'
import { useRoomSnapshot } from './use-room-snapshot.ts'
import { useSpeakerObservation } from './use-speaker-observation.ts'

/**
 * Whether one participant, or `self`, speaks now.
 *
 * Re-renders: when they start and when they stop.
 */
export function useIsSpeaking(participantId: string | 'self'): boolean {
  useSpeakerObservation()
  const select = useCallback(
    ({ activeSpeakers }: RoomSnapshot) => activeSpeakers.some((speaker) => speaker.participantId === participantId),
    [participantId],
  )
  return useRoomSnapshot(select)
}
