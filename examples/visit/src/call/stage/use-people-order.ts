import { useRoomEvent } from '@televid/react'
import { useMemo, useRef, useState } from 'react'
import { bringForward } from './bring-forward.ts'

/**
 * People in the order of their places. It is the order of arrival until somebody speaks who has no place among the
 * first `places`.
 *
 * Re-renders: when somebody gets a better place.
 */
export function usePeopleOrder(ids: readonly string[], places: number): readonly string[] {
  const [order, setOrder] = useState<readonly string[]>([])
  const spokeAt = useRef(new Map<string, number>())
  const current = useMemo(() => {
    const known = order.filter((id) => ids.includes(id))
    return [...known, ...ids.filter((id) => !known.includes(id))]
  }, [order, ids])

  useRoomEvent('activeSpeakersChanged', (speakers) => {
    let next: readonly string[] = current
    for (const { participantId } of [...speakers].reverse()) {
      if (!ids.includes(participantId)) continue
      next = bringForward(next, participantId, places, spokeAt.current)
      spokeAt.current.set(participantId, performance.now())
    }
    if (next !== current) setOrder(next)
  })
  return current
}
