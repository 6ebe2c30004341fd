import type { RoomStats } from '@televid/core'
import { useCallback, useSyncExternalStore } from 'react'
import { useRoom } from './use-room.ts'

/**
 * Bitrate, loss, jitter, round trip and picture size of every track; `at` is 0 before the first sample. Sampled only while
 * a component uses this.
 *
 * Re-renders: every 2 s.
 */
export function useStats(): RoomStats {
  const { stats } = useRoom().meters
  const subscribe = useCallback((listener: () => void) => stats.subscribe(listener), [stats])
  return useSyncExternalStore(subscribe, () => stats.latest, unknown)
}

const none: RoomStats = { at: 0, tracks: [] }

/** The room may be measured already when a page from a server wakes up. */
const unknown = () => none
