import type { Room } from '@televid/core'
import type { ReactNode } from 'react'
import { RoomProvider } from '../room-provider.tsx'

/** The `wrapper` of testing-library for one room. */
export function inRoom(room: Room) {
  return ({ children }: { readonly children: ReactNode }) => <RoomProvider room={room}>{children}</RoomProvider>
}
