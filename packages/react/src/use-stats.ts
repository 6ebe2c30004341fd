import type { RoomStats } from '@televid/core'
import { useCallback, useSyncExternalStore } from 'react'
import { useRoom } from './use-room.ts'

/**
 * Bitrate, loss, jitter, round trip and picture size of every track. Sampled only while a component uses this.
 *
 * Re-renders: every 2 s.
 */
export function useStats(): RoomStats {
  const { stats } = useRoom().meters
  const subscribe = useCallback((listener: () => void) => stats.subscribe(listener), [stats])
  return useSyncExternalStore(
    subscribe,
    () => stats.latest,
    () => stats.latest,
  )
}
