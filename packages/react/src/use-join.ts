import type { JoinOptions, TelevidError } from '@televid/core'
import { useEffect } from 'react'
import { holdRoom } from './hold-room.ts'
import { useNewest } from './use-newest.ts'
import { useRoom } from './use-room.ts'

export interface UseJoinOptions extends Omit<JoinOptions, 'signal'> {
  /** `false` waits, for example for a device check; turning it on joins, turning it off leaves. Default `true`. */
  readonly when?: boolean
  /**
   * Joining failed; the snapshot's `connection` is `disconnected` then. Not called for a join that was given up because
   * this component went. Default: nothing.
   */
  readonly onError?: (error: TelevidError) => void
}

/**
 * Joins the room while this component is mounted, and leaves when the last component that uses this has gone. One that
 * comes back in the same turn, as under React's StrictMode, goes on with the join under way: the server is asked once.
 * It never joins again by itself; for another try, call `useRoom().join()`.
 *
 * Re-renders: never. Where the join stands is told by `useConnection`.
 */
export function useJoin({ when = true, ...options }: UseJoinOptions = {}): void {
  const room = useRoom()
  const newest = useNewest(options)
  useEffect(() => {
    if (!when) return
    let mounted = true
    const letGo = holdRoom(room)
    const { onError: _, ...join } = newest.current
    // Already joining or joined, this is the same join.
    room.join(join).catch((error: TelevidError) => {
      if (mounted) newest.current.onError?.(error)
    })
    return () => {
      mounted = false
      letGo()
    }
  }, [room, when, newest])
}
