import type { Room } from '@televid/core'
import { createContext } from 'react'

/** The room of the tree below the nearest `RoomProvider`. */
export const RoomContext = createContext<Room | null>(null)
