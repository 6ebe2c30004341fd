import type { RoomEventMap } from '@televid/core'
import { useEffect } from 'react'
import { useNewest } from './use-newest.ts'
import { useRoom } from './use-room.ts'

/**
 * Listens to one event of the room for as long as the component is mounted; always the newest listener is called.
 *
 * Re-renders: never.
 */
export function useRoomEvent<E extends keyof RoomEventMap>(
  event: E,
  listener: (...payload: RoomEventMap[E]) => void,
): void {
  const room = useRoom()
  const newest = useNewest(listener)
  useEffect(() => room.on(event, (...payload) => newest.current(...payload)), [room, event, newest])
}
