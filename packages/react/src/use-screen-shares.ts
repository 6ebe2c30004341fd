import type { TrackSnapshot } from '@televid/core'
import { sameItems } from './same-items.ts'
import { screenSharesIn } from './screen-shares-in.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * Screens that others share now, the newest last.
 *
 * Re-renders: when one of these shares starts, ends or changes.
 */
export function useScreenShares(): readonly TrackSnapshot[] {
  return useRoomSnapshot(screenSharesIn, sameItems)
}
