import type { Room } from '@televid/core'

interface Hold {
  holders: number
  leaving: ReturnType<typeof setTimeout> | undefined
}

const holds = new WeakMap<Room, Hold>()

/**
 * Keeps a room joined until the returned function is called. The room is left when its last holder has let go and nobody
 * took it up again in the same turn, as React's StrictMode, a changed `key` and a hot reload do.
 */
export function holdRoom(room: Room): () => void {
  const hold = holds.get(room) ?? { holders: 0, leaving: undefined }
  holds.set(room, hold)
  hold.holders++
  clearTimeout(hold.leaving)
  return () => {
    hold.holders--
    if (hold.holders === 0) hold.leaving = setTimeout(() => void room.leave())
  }
}
