import type { RoomSnapshot, Source, TrackSnapshot } from '@televid/core'
import { useCallback } from 'react'
import { participantIn } from './participant-in.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * One track of a remote participant; `undefined` while they publish no such source.
 *
 * Re-renders: when this track changes.
 */
export function useTrack(participantId: string, source: Source): TrackSnapshot | undefined {
  const select = useCallback(
    (snapshot: RoomSnapshot) => participantIn(snapshot, participantId)?.tracks.find((track) => track.source === source),
    [participantId, source],
  )
  return useRoomSnapshot(select)
}
