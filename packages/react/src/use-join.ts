import type { JoinOptions, TelevidError } from '@televid/core'
import { useEffect, useRef } from 'react'
import { useRoom } from './use-room.ts'

export interface UseJoinOptions extends Omit<JoinOptions, 'signal'> {
  /** `false` waits, for example for a device check; turning it on joins, turning it off leaves. Default `true`. */
  readonly when?: boolean
  /** Joining failed; the snapshot's `connection` is `disconnected` then. Default: nothing. */
  readonly onError?: (error: TelevidError) => void
}

/**
 * Joins the room while this component is mounted, and leaves when it goes. A component that comes back in the same turn,
 * as under React's StrictMode, goes on with the join under way: the server is asked once.
 *
 * Re-renders: never. Where the join stands is told by `useConnection`.
 */
export function useJoin({ when = true, ...options }: UseJoinOptions = {}): void {
  const room = useRoom()
  const newest = useRef(options)
  useEffect(() => {
    newest.current = options
  })
  useEffect(() => {
    if (!when) return
    const cancel = pendingLeaves.get(room)
    pendingLeaves.delete(room)
    if (cancel) cancel()
    else {
      const { onError: _, ...join } = newest.current
      room.join(join).catch((error: TelevidError) => newest.current.onError?.(error))
    }
    return () => {
      const timer = setTimeout(() => {
        pendingLeaves.delete(room)
        void room.leave()
      })
      pendingLeaves.set(room, () => clearTimeout(timer))
    }
  }, [room, when])
}

/** Rooms whose last component has gone in this turn. */
const pendingLeaves = new WeakMap<object, () => void>()
