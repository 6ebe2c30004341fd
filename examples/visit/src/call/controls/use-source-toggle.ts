import { useLocalSource, useRoom } from '@televid/react'
import { useCallback } from 'react'

export interface SourceToggle {
  /** Wanted on: also while it starts, and while the system has taken it away for a moment. */
  readonly on: boolean
  readonly busy: boolean
  readonly toggle: () => void
}

/** Turns an own source on and off. What went wrong is in the snapshot, and a banner says it. */
export function useSourceToggle(source: 'camera' | 'microphone' | 'screen'): SourceToggle {
  const room = useRoom()
  const { state } = useLocalSource(source)
  const on = state === 'live' || state === 'starting' || state === 'interrupted'
  const toggle = useCallback(() => {
    const controls = room.local[source]
    // A muted microphone stays open, so that "on" is heard from the first word; a camera that is off has its light out.
    if (on) void controls.disable({ keepCapture: source === 'microphone' })
    else controls.enable().catch(() => {})
  }, [room, source, on])
  return { on, busy: state === 'starting' || state === 'stopping', toggle }
}
