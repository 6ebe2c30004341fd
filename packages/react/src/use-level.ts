import { useCallback, useSyncExternalStore } from 'react'
import { useRoom } from './use-room.ts'

/**
 * Audio level of a participant, or of `self` (before joining too), linear 0..1; `null` while unknown.
 *
 * Re-renders: up to five times a second. Use it in a small leaf component, such as the bar of a meter.
 */
export function useLevel(participantId: string | 'self'): number | null {
  const { levels } = useRoom().meters
  const subscribe = useCallback((listener: () => void) => levels.subscribe(listener), [levels])
  return useSyncExternalStore(subscribe, () => levels.latest.get(participantId) ?? null, unknown)
}

const unknown = () => null
