import type { RoomSnapshot, TrackSnapshot } from '@televid/core'

/** Screens that others share now, the newest last: core numbers tracks in the order in which they came. */
export function screenSharesIn({ participants }: RoomSnapshot): readonly TrackSnapshot[] {
  return participants
    .flatMap(({ tracks }) => tracks.filter(({ source, muted }) => source === 'screen' && !muted))
    .sort((left, right) => left.id.localeCompare(right.id, 'en', { numeric: true }))
}
