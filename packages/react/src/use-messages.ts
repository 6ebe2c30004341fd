import type { RoomMessage } from '@televid/core'
import { useRoomEvent } from './use-room-event.ts'

/**
 * Hands every message of one topic to a listener. Messages are not state: they are not kept by the room and do not reach
 * those who join later; keep what you show in your own state. Send with `useRoom().messages.send()`.
 *
 * Re-renders: never.
 */
export function useMessages(topic: string, listener: (message: RoomMessage) => void): void {
  useRoomEvent('messageReceived', (message) => {
    if (message.topic === topic) listener(message)
  })
}
