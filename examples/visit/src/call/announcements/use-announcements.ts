import { useRoom } from '@televid/react'
import { useEffect } from 'react'
import { useAnnounce } from '../../ui/announcer.tsx'
import { type CallView, callView } from './call-view.ts'
import { describeChanges } from './describe-changes.ts'

/** What happens within this time is said together, ms. */
const batch = 600
/** The microphone of somebody who comes in goes on a moment later; within this time, ms, the first time is no news. */
const settling = 4000

/** Says what happens in the room to people who use a screen reader. */
export function useAnnouncements(): void {
  const room = useRoom()
  const announce = useAnnounce()
  useEffect(() => {
    let said: CallView | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    const firstSeen = new Map<string, number>()
    const wasOn = new Set<string>()

    const say = () => {
      timer = null
      const view = callView(room.snapshot)
      const now = performance.now()
      const settled = (id: string) => wasOn.has(id) || now - (firstSeen.get(id) ?? now) > settling
      for (const { text, urgency } of describeChanges(said, view, settled)) announce(text, urgency)
      for (const [id, { microphone }] of view.people) {
        if (!firstSeen.has(id)) firstSeen.set(id, now)
        if (microphone) wasOn.add(id)
      }
      said = view
    }
    const soon = () => {
      timer ??= setTimeout(say, batch)
    }
    soon()
    const stop = room.subscribe(soon)
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [room, announce])
}
