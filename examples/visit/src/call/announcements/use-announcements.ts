import { useRoom } from '@televid/react'
import { useEffect } from 'react'
import { useAnnounce } from '../../ui/announcer.tsx'
import { type CallView, callView } from './call-view.ts'
import { describeChanges } from './describe-changes.ts'

/** What happens within this time is said together, ms. */
const batch = 600
/** Camera and microphone of somebody who comes in go on one after the other; until then they are no news, ms. */
const settling = 4000

/** Says what happens in the room to people who use a screen reader. */
export function useAnnouncements(): void {
  const room = useRoom()
  const announce = useAnnounce()
  useEffect(() => {
    let said: CallView | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    const firstSeen = new Map<string, number>()

    const say = () => {
      timer = null
      const view = callView(room.snapshot)
      const now = performance.now()
      const settled = (id: string) => now - (firstSeen.get(id) ?? now) > settling
      for (const { text, urgency } of describeChanges(said, view, settled)) announce(text, urgency)
      for (const id of view.people.keys()) if (!firstSeen.has(id)) firstSeen.set(id, now)
      for (const id of firstSeen.keys()) if (!view.people.has(id)) firstSeen.delete(id)
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
