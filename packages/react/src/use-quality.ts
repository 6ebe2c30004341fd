import type { NetworkQuality, RoomSnapshot } from '@televid/core'
import { useCallback } from 'react'
import { participantIn } from './participant-in.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Network quality of a participant or of `self`: 0 lost, 1 bad, 2 poor, 3 fair, 4 good, 5 excellent, `null` unknown.
 *
 * Re-renders: when this figure changes.
 */
export function useQuality(participantId: string | 'self'): NetworkQuality {
  const select = useCallback(
    (snapshot: RoomSnapshot): NetworkQuality => {
      const whose = participantId === 'self' ? snapshot.self : participantIn(snapshot, participantId)
      return whose?.quality.unified ?? null
    },
    [participantId],
  )
  return useRoomSnapshot(select)
}
