import type { MediaKind, RoomSnapshot, Source, TrackSnapshot } from '@televid/core'
import { useCallback } from 'react'
import { sameItems } from './same-items.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

export interface TrackFilter {
  readonly source?: Source
  readonly kind?: MediaKind
}

/**
 * Tracks of all remote participants, by participant and then by age; those muted or not received yet are among them.
 *
 * Re-renders: when one of these tracks comes, goes or changes.
 */
export function useTracks({ source, kind }: TrackFilter = {}): readonly TrackSnapshot[] {
  const select = useCallback(
    ({ participants }: RoomSnapshot): readonly TrackSnapshot[] =>
      participants.flatMap(({ tracks }) =>
        tracks.filter((track) => (!source || track.source === source) && (!kind || track.kind === kind)),
      ),
    [source, kind],
  )
  return useRoomSnapshot(select, sameItems)
}
