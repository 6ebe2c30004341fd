import type { RoomEventMap } from '@televid/core'
import type { PersonPage } from '../runner/person-page.ts'

/** Events whose payloads are plain data. */
type PlainEvent = 'captionReceived' | 'recordingChanged' | 'warning'

/** Keeps the payloads of an event in a page from now on; gives a function that reads them. */
export async function recordEvent<E extends PlainEvent>(
  { page }: PersonPage,
  event: E,
): Promise<() => Promise<RoomEventMap[E][0][]>> {
  const kept = await page.evaluateHandle((name) => {
    const payloads: unknown[] = []
    window.conformance.room.on(name, (payload) => void payloads.push(payload))
    return payloads
  }, event)
  return () => kept.jsonValue() as Promise<RoomEventMap[E][0][]>
}
