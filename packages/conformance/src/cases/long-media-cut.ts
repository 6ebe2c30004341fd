import type { CaseContext } from '../runner/case-context.ts'
import { mediaFlows } from './media-flows.ts'

interface MediaCut {
  /** From the cut to `reconnecting`; `null` when it was not said. */
  readonly saidAfterMs: number | null
  /** Beside `reconnecting`. */
  readonly saidLost: string | undefined
  readonly ends: readonly string[]
}

/**
 * Media of one of three is cut for good, signaling is not; what the cut page says of it until its session ends. In a mesh of
 * two nobody could tell whose line is dead.
 */
export function longMediaCut(context: CaseContext): Promise<MediaCut> {
  const { budgets, newRoom, once, open, stimuli, waitFor } = context
  return once(async () => {
    const room = newRoom()
    const [cut, other, third] = await Promise.all(([0, 1, 2] as const).map((index) => open(index, room)))
    if (!cut || !other || !third) throw new Error('Three pages were asked for.')
    for (const page of [cut, other]) await page.join()
    await third.join({})
    await mediaFlows(context, [cut, other])
    await waitFor('all three to be known', async () => (await cut.roster()).length === 2)
    const start = performance.now()
    await stimuli.cutMedia(cut)
    await waitFor(`no media to reach ${cut.identity}`, () => cut.isSilent())
    const said = await waitFor('the cut to be said', async () => (await cut.state()) !== 'connected', {
      timeoutMs: budgets.mediaMs,
    }).catch(() => false)
    const saidAfterMs = said ? performance.now() - start : null
    const saidLost = said ? (await cut.snapshot()).connection.lost?.unified : undefined
    const over = async () => (await cut.state()) === 'disconnected'
    // An adapter that never gives up has no end to tell.
    await waitFor('the session to end', over, { timeoutMs: budgets.lostMs }).catch(() => {})
    return { saidAfterMs, saidLost, ends: await cut.eventsFrom(0, 'disconnected') }
  })
}
