import type { Participant } from './participant.ts'

/** Where code that outlives an element may hang a listener. */
const targets = [
  'window',
  'document',
  'document.body',
  'navigator.mediaDevices',
  'navigator.connection',
  'navigator.permissions',
  'window.visualViewport',
  'screen.orientation',
]

/** Counts per `target type` the listeners of a page, asked of the browser itself: patching could miss `once` and `signal`. */
export async function eventListeners({ context, page }: Participant): Promise<Record<string, number>> {
  const session = await context.newCDPSession(page)
  const counts: Record<string, number> = {}
  for (const target of targets) {
    const { result } = await session.send('Runtime.evaluate', { expression: `${target} ?? null` })
    if (result.objectId === undefined) continue
    const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId })
    for (const { type } of listeners) {
      const key = `${target} ${type}`
      counts[key] = (counts[key] ?? 0) + 1
    }
  }
  await session.detach()
  return counts
}
