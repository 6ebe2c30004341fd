import type { RoomSnapshot } from '@televid/core'
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useRoom } from './use-room.ts'

/**
 * Any value that follows from the room's snapshot; every other hook is made of this one.
 *
 * Re-renders: when the selected value becomes another one by `isEqual`. Core keeps the identity of what did not change, so
 * a selector that picks a part needs no `isEqual`; one that builds a list does: pass {@link sameItems}.
 *
 * @param isEqual default `Object.is`
 */
export function useRoomSnapshot<T>(
  select: (snapshot: RoomSnapshot) => T,
  isEqual: (left: T, right: T) => boolean = Object.is,
): T {
  const room = useRoom()
  const subscribe = useCallback((listener: () => void) => room.subscribe(listener), [room])
  // What is on the page, so that a selector written inline, new at every render, keeps the identity of equal values.
  const shown = useRef<{ readonly room: unknown; readonly value: T } | null>(null)
  // Remembers per snapshot, because React asks twice and wants the same answer.
  const read = useMemo(() => {
    let last: { readonly snapshot: RoomSnapshot; readonly value: T } | null = null
    return (snapshot: RoomSnapshot): T => {
      if (last?.snapshot === snapshot) return last.value
      // Two rooms have equal ids: what was shown of one must not stand for the other.
      const before = last ?? (shown.current?.room === room ? shown.current : null)
      const selected = select(snapshot)
      const value = before && isEqual(before.value, selected) ? before.value : selected
      last = { snapshot, value }
      return value
    }
  }, [room, select, isEqual])
  const value = useSyncExternalStore(
    subscribe,
    () => read(room.snapshot),
    () => read(room.initialSnapshot),
  )
  useEffect(() => {
    shown.current = { room, value }
  }, [room, value])
  return value
}
