import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { heldObjects, holdObjects } from './held-objects.ts'
import { mediaFlows } from './media-flows.ts'
import { shortCut, shortCutMs, wholeAgain } from './short-cut.ts'

export const faults: readonly ConformanceCase[] = [
  {
    id: 'fault/signaling-cut-keeps-all',
    title: 'Over a short signaling cut roster, participant objects, track objects and ids stay.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutSignaling'],
    proves: 'inv. 4; C-11 connection state, C-19 signaling; 19.6 states',
    async run(context) {
      const { call, equal } = context
      const pages = await call(2)
      const [cut, other] = pages
      const starts = await Promise.all(pages.map(async (page) => (await page.events()).length))
      await Promise.all(pages.map(holdObjects))
      await shortCut(context, cut, 'signaling')
      await isReachable(context, pages)
      for (const [index, page] of pages.entries()) {
        equal(
          await heldObjects(page),
          { participants: true, tracks: true },
          `the same objects on ${page.identity}'s page`,
        )
        const about = (page === cut ? other : cut).identity
        const events = (await page.eventsFrom(starts[index] ?? 0)).filter((event) => event.includes(` ${about}`))
        equal(events, [], `events about ${about}`)
      }
    },
  },
  {
    id: 'fault/signaling-cut-whole-again',
    title: 'After a short signaling cut, a toggle and a message on each side reach the other.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutSignaling'],
    proves: 'inv. 4; 19.6 states',
    async run(context) {
      const { call, waitFor } = context
      const [one, two] = await call(2)
      await shortCut(context, one, 'signaling')
      await waitFor('the cut page to be connected', async () => (await one.state()) === 'connected', wholeAgain)
      for (const [from, to] of [
        [one, two],
        [two, one],
      ] as const) {
        for (const on of [false, true]) {
          await from.turn('microphone', on)
          await waitFor(
            `${to.identity} to see ${from.identity}'s microphone ${on ? 'live' : 'off'}`,
            async () => (await to.shows(from.person))?.microphone === (on ? 'live' : 'off'),
            wholeAgain,
          )
        }
        await waitFor(`${to.identity} to hear ${from.identity}`, async () => (await to.hears(from.person))[0] === 1)
        await from.fence(to)
      }
    },
  },
  {
    id: 'fault/media-over-signaling-cut',
    title: 'Frames and sound go on during a short signaling cut.',
    level: 'SHOULD',
    waits: true,
    requires: 'signalingResilience',
    stimuli: ['cutSignaling'],
    proves: 'rule trait signalingResilience',
    async run({ call, stimuli, check, equal }) {
      const [one, two] = await call(2)
      const mend = await stimuli.cutSignaling({ room: one.room, identity: one.identity })
      const until = performance.now() + shortCutMs
      while (performance.now() < until) {
        for (const [page, other] of [
          [one, two],
          [two, one],
        ] as const) {
          check(await page.sees(other.person), `${page.identity} does not see ${other.identity} during the cut`)
          equal(await page.hears(other.person), [1], `players of ${other.identity}'s voice during the cut`)
        }
      }
      await mend()
    },
  },
  {
    id: 'fault/one-end-per-reconnecting',
    title: 'Every `reconnecting` is followed by exactly one `connected` or `disconnected`, over three cuts.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutSignaling'],
    proves: 'inv. 4; C-11 connection state; 19.6 states',
    timeoutMs: 90_000,
    async run({ open, newRoom, stimuli, budgets, equal, waitFor }) {
      // Alone, so that the connection is its signaling and no media can show that the line works.
      const page = await open(0, newRoom())
      await page.join({})
      for (let cut = 1; cut <= 3; cut += 1) {
        const mend = await stimuli.cutSignaling({ room: page.room, identity: page.identity })
        await waitFor(`cut ${cut} to be said`, async () => (await page.state()) === 'reconnecting', {
          timeoutMs: budgets.signalingMs,
        })
        await mend()
        await waitFor(`cut ${cut} to be over`, async () => (await page.state()) === 'connected', wholeAgain)
      }
      await page.leave()
      const states = (await page.eventsFrom(0, 'connection ')).map((event) => event.split(' ')[1])
      const cycle = ['reconnecting', 'connected']
      equal(states, ['joining', 'connected', ...cycle, ...cycle, ...cycle, 'disconnected'], 'states over three cuts')
    },
  },
  {
    id: 'fault/service-killed-and-back',
    title: 'After `kill -9` and a restart within 5 s the two see and hear each other again.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['killService'],
    proves: 'inv. 4; design 9',
    timeoutMs: 60_000,
    async run(context) {
      const { call, spoil, stimuli } = context
      const pages = await call(2)
      // What the witness knows of a room dies with the service.
      spoil()
      const restart = await stimuli.killService()
      await restart()
      await isReachable(context, pages)
      await mediaFlows(context, pages)
    },
  },
  {
    id: 'fault/service-killed-for-good',
    title:
      'A service that stays away ends every session within the budgets, or media goes on; never `reconnecting` for ever.',
    level: 'MUST',
    waits: true,
    stimuli: ['killService'],
    proves: 'inv. 4, 5; 19.7 disconnect reason',
    timeoutMs: 180_000,
    async run(context) {
      const { budgets, call, spoil, stimuli, waitFor } = context
      const pages = await call(2)
      spoil()
      await stimuli.killService()
      await letPass(budgets.signalingMs)
      for (const page of pages) {
        await waitFor(`${page.identity} to stop reconnecting`, async () => (await page.state()) !== 'reconnecting', {
          timeoutMs: budgets.lostMs,
        })
      }
      const states = await Promise.all(pages.map((page) => page.state()))
      if (states.includes('connected')) await mediaFlows(context, pages)
    },
  },
  {
    id: 'fault/frozen-page',
    title: 'A page frozen for 20 s and thawed is in the call, or says why not and can join again.',
    level: 'SHOULD',
    waits: true,
    proves: 'C-49 page leave',
    timeoutMs: 90_000,
    async run(context) {
      const { call, check, waitFor } = context
      const pages = await call(2)
      const [page, other] = pages
      const devtools = await page.context.newCDPSession(page.page)
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
      await letPass(20_000)
      await devtools.send('Page.setWebLifecycleState', { state: 'active' })
      await waitFor(
        'the thawed page to know where it stands',
        async () => {
          const { connection, participants } = await page.snapshot()
          if (connection.state === 'disconnected') return true
          return connection.state === 'connected' && participants.length === 1 && (await other.roster()).length === 1
        },
        { timeoutMs: context.budgets.lostMs },
      )
      const { connection } = await page.snapshot()
      if (connection.state === 'disconnected') {
        check(connection.reason !== null && connection.reason.unified !== 'unknown', 'the end has no reason')
        await page.join()
      }
      await mediaFlows(context, pages)
    },
  },
]

/** Somebody new is seen by everybody: their signaling works again, and what it had to catch up on has been said. */
async function isReachable({ open, waitFor }: CaseContext, pages: readonly PersonPage[]): Promise<void> {
  const room = pages[0]?.room ?? ''
  const late = await open(2, room)
  await late.join({})
  for (const page of pages) {
    const name = `${page.identity} to learn of somebody new`
    await waitFor(name, async () => (await page.roster()).includes(late.identity), wholeAgain)
  }
  await late.leave()
  for (const page of pages) {
    const name = `${page.identity} to learn that they left`
    await waitFor(name, async () => !(await page.roster()).includes(late.identity), wholeAgain)
  }
}
