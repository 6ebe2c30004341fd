import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { cutEverything } from './cut-everything.ts'
import { finding } from './finding.ts'
import { mediaFlows } from './media-flows.ts'
import { wholeAgain } from './short-cut.ts'
import { untilGone } from './until-gone.ts'

/** What was not as it must be, per sentence; `null` for nothing. */
interface Findings {
  /** Of somebody who joined during the cut. */
  readonly came: string | null
  /** Of somebody who left during the cut. */
  readonly left: string | null
  /** Of somebody who left and came back during the cut. */
  readonly returned: string | null
}

/**
 * Everything of the first of three is cut. Meanwhile the second leaves and comes back, the third leaves for good, and a
 * fourth joins. Then the line is mended, and the first page is asked what it knows of them.
 */
export function peopleDuringACut(context: CaseContext): Promise<Findings> {
  const { budgets, equal, newRoom, once, open, waitFor } = context
  return once(async () => {
    const room = newRoom()
    const [cut, returns, leaves, comes] = await Promise.all(([0, 1, 2, 3] as const).map((index) => open(index, room)))
    if (!cut || !returns || !leaves || !comes) throw new Error('Four pages were asked for.')
    for (const page of [cut, returns]) await page.join()
    await leaves.join({})
    await mediaFlows(context, [cut, returns])
    await waitFor('all three to be known', async () => (await cut.roster()).length === 2)
    await holdPerson(cut, returns)
    const start = (await cut.events()).length
    const told = (what: string, { identity }: PersonPage) => cut.eventsFrom(start, `participant${what} ${identity}`)

    const mend = await cutEverything(context, cut)
    await Promise.all([returns.leave(), leaves.leave()])
    await Promise.all([untilGone(context, returns, []), untilGone(context, leaves, [])])
    await Promise.all([returns.join(), comes.join({})])
    await waitFor(`${cut.identity} to reconnect`, async () => (await cut.state()) === 'reconnecting', {
      timeoutMs: budgets.signalingMs + budgets.mediaMs,
    })
    equal(await told('Joined', comes), [], 'what is told over a line that is cut')
    await mend()
    await waitFor(`${cut.identity} to be connected`, async () => (await cut.state()) === 'connected', wholeAgain)

    const lefts = finding(async () => {
      await isAwayThenLeft(context, cut, leaves, () => told('Left', leaves))
      await returns.fence(cut)
      equal((await told('Left', leaves)).length, 1, 'leaves')
    })
    const [left, came, returned] = await Promise.all([
      lefts,
      finding(async () => {
        await waitFor('who came to be announced', async () => (await told('Joined', comes)).length > 0, wholeAgain)
        // What might be announced twice would come before this.
        await comes.fence(cut)
        equal(await told('Joined', comes), [`participantJoined ${comes.identity}`], 'announcements')
      }),
      finding(async () => {
        const back = async () => (await heldPerson(cut, returns)).generations.every((rose) => rose)
        await waitFor('new generations of both tracks', back, wholeAgain)
        // Media that is there again was asked for by whoever is in the roster: that is known by now.
        equal(await presenceOf(cut, returns), 'here', 'presence of who came back')
        await mediaFlows(context, [cut, returns])
        // Whoever counted as away would be gone by now.
        await lefts
        const same = await heldPerson(cut, returns)
        equal(same, { participant: true, tracks: true, element: true, generations: [true, true] }, 'what is the same')
        equal([await told('Joined', returns), await told('Left', returns)], [[], []], 'comings and goings told')
      }),
    ])
    return { came, left, returned }
  })
}

async function isAwayThenLeft(
  { check, equal, waitFor }: CaseContext,
  cut: PersonPage,
  leaves: PersonPage,
  lefts: () => Promise<readonly string[]>,
): Promise<void> {
  await waitFor('who left to be away', async () => (await presenceOf(cut, leaves)) === 'away')
  const awayAt = performance.now()
  equal(await lefts(), [], 'leaves while away')
  await waitFor('who left to have left', async () => (await lefts()).length > 0, { timeoutMs: 20_000 })
  const took = Math.round(performance.now() - awayAt)
  // Away begins with the roster, which is known a little before this page can be asked.
  check(took > 11_000 && took < 17_000, `they counted as left ${took} ms after they were seen to be away`)
}

async function presenceOf(page: PersonPage, { identity }: PersonPage): Promise<string | undefined> {
  return (await page.snapshot()).participants.find((each) => each.identity === identity)?.presence
}

/** What a page has of somebody, kept in it. */
interface Kept {
  readonly participant: unknown
  readonly tracks: readonly { readonly object: unknown; readonly source: string; readonly generation: number }[]
  readonly element: Element | null
}

async function holdPerson({ page }: PersonPage, { identity }: PersonPage): Promise<void> {
  await page.evaluate((who) => {
    const participant = window.conformance.room.participants.find((each) => each.identity === who)
    const tracks = (participant?.tracks ?? []).map((object) => ({
      object,
      source: object.source,
      generation: object.snapshot.generation,
    }))
    const kept: Kept = { participant, tracks, element: document.querySelector(`video[data-identity="${who}"]`) }
    Object.assign(window, { kept })
  }, identity)
}

/** Whether the room still gives out the same objects, and which generations are higher. */
function heldPerson({ page }: PersonPage, { identity }: PersonPage) {
  return page.evaluate((who) => {
    const { kept } = window as unknown as { kept: Kept }
    const participant = window.conformance.room.participants.find((each) => each.identity === who)
    const now = (source: string) => participant?.tracks.find((track) => track.source === source)
    return {
      participant: participant !== undefined && participant === kept.participant,
      tracks: kept.tracks.length === 2 && kept.tracks.every(({ object, source }) => now(source) === object),
      element: kept.element !== null && document.querySelector(`video[data-identity="${who}"]`) === kept.element,
      generations: kept.tracks.map(({ source, generation }) => (now(source)?.snapshot.generation ?? 0) > generation),
    }
  }, identity)
}
