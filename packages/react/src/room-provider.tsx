import type { Room } from '@televid/core'
import type { ReactNode } from 'react'
import { RoomContext } from './room-context.ts'

export interface RoomProviderProps {
  /** From `televid.room(name, …)`. Another room re-renders every hook below; the earlier one is not left by that. */
  readonly room: Room
  readonly children?: ReactNode
}

/** Gives a room to the hooks and elements below. Joins and leaves nothing: see `useJoin`. */
export function RoomProvider({ room, children }: RoomProviderProps): ReactNode {
  return <RoomContext.Provider value={room}>{children}</RoomContext.Provider>
}
