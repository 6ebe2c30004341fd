import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { cutEverything } from './cut-everything.ts'
import { leaveWithin } from './leave-within.ts'

export const leaving: readonly ConformanceCase[] = [
  {
    id: 'leave/others-know',
    title: 'The others see a leave within 2 s, once.',
    level: 'MUST',
    proves: 'inv. 1, 2; 19.34 leave',
    async run({ call, equal, waitFor }) {
      const [stays, goes] = await call(2)
      const start = (await stays.events()).length
      const lefts = () => stays.eventsFrom(start, `participantLeft ${goes.identity}`)
      await goes.page.evaluate(() => window.conformance.start('leave', () => window.conformance.room.leave()))
      await waitFor('the leave to be seen', async () => (await lefts()).length > 0, { timeoutMs: 2000 })
      // Coming back takes the same path, so a second word of the leave would be there by then.
      await goes.settled('leave')
      await goes.join()
      await waitFor('the return to be seen', async () => (await stays.roster()).includes(goes.identity))
      equal((await lefts()).length, 1, 'leaves seen')
    },
  },
  {
    id: 'leave/twice',
    title: '`leave()` twice, at once and later, resolves each time and gives one `disconnected`.',
    level: 'MUST',
    proves: 'inv. 7; 19.34 leave',
    async run({ call, equal }) {
      const [, page] = await call(2)
      const start = (await page.events()).length
      await page.page.evaluate(async () => {
        const { room } = window.conformance
        await Promise.all([room.leave(), room.leave()])
        await room.leave()
      })
      equal(await page.eventsFrom(start, 'disconnected'), ['disconnected left'], 'ends')
      await page.join()
    },
  },
  {
    id: 'leave/never-joined',
    title: '`leave()` of a room that never joined resolves and gives no event.',
    level: 'MUST',
    proves: 'inv. 7; 19.34 leave',
    async run({ open, newRoom, equal }) {
      const page = await open(0, newRoom())
      await page.leave()
      // Events come in the turn of their cause; one that came late would be in front of those of the join.
      await page.join({})
      const events = await page.events()
      equal(events[0], 'connection joining', 'first event')
      equal(await page.eventsFrom(0, 'disconnected'), [], 'ends')
    },
  },
  {
    id: 'leave/frees-everything',
    title: 'When `leave()` resolves no connection is open and no device is live, 1 s later no socket.',
    level: 'MUST',
    proves: 'inv. 9; 19.34 leave',
    async run({ call, equal, waitFor }) {
      const [, page] = await call(2)
      const left = await page.page.evaluate(async () => {
        await window.conformance.room.leave()
        return [window.bench.open().peerConnections, window.bench.liveTracks().length]
      })
      equal(left, [0, 0], 'connections and live tracks when leave() resolved')
      await waitFor('the sockets to be closed', async () => (await page.leftovers()).sockets === 0, { timeoutMs: 1000 })
      await page.join()
    },
  },
  {
    id: 'leave/within-3-s-on-a-dead-line',
    title: '`leave()` on a dead line resolves within 3 s.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 7; 19.34 leave',
    async run(context) {
      const [page] = await context.call(2)
      const start = (await page.events()).length
      const mend = await cutEverything(context, page)
      await leaveWithin(context, page, 3000)
      context.equal(await page.eventsFrom(start, 'disconnected'), ['disconnected left'], 'ends')
      await mend()
      await page.join()
    },
  },
  {
    id: 'leave/tab-closed',
    title: 'A closed tab is gone on the other page within 5 s.',
    level: 'MUST',
    proves: 'C-49 page leave; 19.34 leave; rule SessionBase.leaveNow',
    async run(context) {
      const [stays, goes] = await two(context)
      await goes.page.close({ runBeforeUnload: true })
      await gone(context, stays, goes, 5000)
    },
  },
  {
    id: 'leave/tab-crashed',
    title: 'A crashed tab is gone on the other page within the budget of the bench.',
    level: 'MUST',
    waits: true,
    proves: 'inv. 1; 19.34 leave',
    async run(context) {
      const [stays, goes] = await two(context)
      // The navigation never ends: its page is dead.
      void goes.page.goto('chrome://crash').catch(() => {})
      await gone(context, stays, goes, context.budgets.crashMs)
    },
  },
  {
    id: 'leave/pre-empts',
    title: '`leave()` in the middle of a switch, a share and a send ends all of them at once.',
    level: 'MUST',
    proves: 'inv. 7, 9',
    async run({ call, equal, waitFor }) {
      const [, page] = await call(2)
      const took = await page.page.evaluate(async () => {
        const { room, start } = window.conformance
        const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
        const deviceId = cameras.at(-1)?.deviceId ?? ''
        start('switch', () => room.local.camera.enable({ deviceId }))
        start('share', () => room.local.screen.enable({ audio: false }))
        start('send', () => room.messages.send(new Uint8Array(65_536)))
        const since = performance.now()
        await room.leave()
        return performance.now() - since
      })
      equal(took < 3000, true, `leave() within 3 s (took ${Math.round(took)} ms)`)
      for (const name of ['switch', 'share', 'send']) await page.settled(name, { timeoutMs: 1000 })
      await waitFor('nothing to be left', async () => {
        const { connections, liveTracks, sockets } = await page.leftovers()
        return connections + liveTracks + sockets === 0
      })
      await page.join()
    },
  },
  {
    id: 'leave/last-one-out',
    title: 'When the first leaves, the second stays connected; alone for 10 s it is neither ended nor reconnecting.',
    level: 'MUST',
    waits: true,
    proves: 'inv. 5; C-20 media',
    async run({ call, equal, waitFor }) {
      const [goes, stays] = await call(2)
      const start = (await stays.events()).length
      await goes.leave()
      await waitFor('the second to be alone', async () => (await stays.roster()).length === 0)
      await letPass(10_000)
      equal(await stays.eventsFrom(start, 'connection'), [], 'changes of the connection while alone')
      equal(await stays.state(), 'connected', 'the connection')
      await goes.join()
    },
  },
]

/** Two in a room of their own, without media, who know of each other. */
async function two({ open, newRoom, waitFor }: CaseContext): Promise<readonly [PersonPage, PersonPage]> {
  const room = newRoom()
  const pages = await Promise.all([open(0, room), open(1, room)])
  for (const page of pages) await page.join({})
  await waitFor('the first to know of the second', async () => (await pages[0].roster()).length === 1)
  return pages
}

async function gone({ waitFor }: CaseContext, stays: PersonPage, goes: PersonPage, timeoutMs: number): Promise<void> {
  await waitFor(
    `${goes.identity} to have left`,
    async () =>
      (await stays.eventsFrom(0, `participantLeft ${goes.identity}`)).length === 1 &&
      (await stays.roster()).length === 0,
    { timeoutMs },
  )
}
