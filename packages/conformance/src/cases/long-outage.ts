import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { cutEverything } from './cut-everything.ts'
import { finding } from './finding.ts'
import { mediaFlows } from './media-flows.ts'

interface LongOutage {
  /** Identity of the one whose line was cut. */
  readonly lost: string
  /** What the lost page was told from the cut until it was over. */
  readonly events: readonly string[]
  readonly leftovers: Awaited<ReturnType<PersonPage['leftovers']>>
  /** Leaves that the other page was told of; coming back must not add one. */
  readonly leaves: readonly string[]
  /** From the cut to the first of them; `null` when there was none. */
  readonly leftAfterMs: number | null
  /** What went wrong when the lost one joined again on a mended line; `null` for nothing. */
  readonly rejoin: string | null
}

/** Signaling and media of one of two are cut until the session is over. Then the line is mended, and they join again. */
export function longOutage(context: CaseContext): Promise<LongOutage> {
  const { budgets, newRoom, once, open, waitFor } = context
  return once(async () => {
    const room = newRoom()
    const pages = [await open(0, room), await open(1, room)] as const
    const [lost, other] = pages
    for (const page of pages) await page.join()
    await mediaFlows(context, pages)

    const [start, startOfOther] = [(await lost.events()).length, (await other.events()).length]
    const cutAt = performance.now()
    const mend = await cutEverything(context, lost)
    const leaves = () => other.eventsFrom(startOfOther, `participantLeft ${lost.identity}`)
    const left = waitFor('the leave to be seen', async () => (await leaves()).length > 0, {
      timeoutMs: budgets.crashMs,
    }).then(
      () => performance.now() - cutAt,
      () => null,
    )
    const over = async () => (await lost.eventsFrom(start, 'disconnected')).length > 0
    await waitFor('the session to end', over, { timeoutMs: budgets.signalingMs + budgets.lostMs }).catch(() => {})
    // Sockets may take a moment to close.
    await waitFor(
      'nothing to be left',
      async () => Object.values(await lost.leftovers()).every((count) => count === 0),
      {
        timeoutMs: 2000,
      },
    ).catch(() => {})
    const leftAfterMs = await left
    const told = { events: await lost.eventsFrom(start), leftovers: await lost.leftovers() }
    await mend()
    const rejoin = await finding(() => joinAgain(context, pages))
    return { lost: lost.identity, ...told, leaves: await leaves(), leftAfterMs, rejoin }
  })
}

async function joinAgain(context: CaseContext, [lost, other]: readonly [PersonPage, PersonPage]): Promise<void> {
  await lost.join()
  await context.waitFor('both to list each other once', async () => {
    const rosters = [await lost.roster(), await other.roster()]
    return JSON.stringify(rosters) === JSON.stringify([[other.identity], [lost.identity]])
  })
  await mediaFlows(context, [lost, other])
  // What comes twice comes before the media.
  context.equal(await other.roster(), [lost.identity], 'who is listed once media flows')
}
