import { type Room, TelevidError } from '@televid/core'
import { useContext } from 'react'
import { RoomContext } from './room-context.ts'

/**
 * The room itself, for everything one does: `room.join()`, `room.local.camera.enable()`, `room.messages.send()`.
 *
 * Re-renders: never, unless the provider gets another room.
 *
 * @throws TelevidError `invalid-state` outside a `RoomProvider`
 */
export function useRoom(): Room {
  const room = useContext(RoomContext)
  if (room) return room
  throw new TelevidError('invalid-state', 'There is no room here. Put this component inside a <RoomProvider room={…}>.')
}
