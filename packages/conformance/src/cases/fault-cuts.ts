import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { cutEverything } from './cut-everything.ts'
import { heldObjects, holdObjects } from './held-objects.ts'
import { leaveWithin } from './leave-within.ts'
import { mediaFlows } from './media-flows.ts'
import { shortCut, wholeAgain } from './short-cut.ts'

/** Long enough for an adapter to see that nothing arrives, too short for it to give up, ms. */
const noticedMs = 10_000

/** Cuts of media, alone or with signaling, in a call of two. */
export const faultCuts: readonly ConformanceCase[] = [
  {
    id: 'fault/media-cut-recovers',
    title: 'After a short media cut frames and sound come back without the app.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutMedia'],
    proves: 'inv. 4; C-20 media; 19.15 interrupted media',
    timeoutMs: 60_000,
    async run(context) {
      const pages = await context.call(2)
      await shortCut(context, pages[0], 'media')
      await mediaFlows(context, pages)
    },
  },
  {
    id: 'fault/media-cut-is-no-mute',
    title:
      'What does not arrive over a media cut of 10 s is not muted: camera and microphone stay `live` on both pages.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['cutMedia'],
    proves: 'C-31 paused video; 19.15 interrupted media; rule TrackPresentFact.paused',
    timeoutMs: 60_000,
    async run(context) {
      const { call, equal } = context
      const pages = await call(2)
      const [cut, other] = pages
      const sides = [
        { page: cut, of: other, start: (await cut.events()).length },
        { page: other, of: cut, start: (await other.events()).length },
      ]
      await shortCut(context, cut, 'media', async () => {
        await letPass(noticedMs)
        for (const { page, of, start } of sides) {
          equal(await page.eventsFrom(start, 'trackMuted'), [], `tracks muted for ${page.identity} by the cut`)
          const shown = `what ${page.identity} shows of ${of.identity} during the cut`
          equal(await page.shows(of.person), { camera: 'live', microphone: 'live' }, shown)
        }
      })
      await mediaFlows(context, pages)
    },
  },
  {
    id: 'fault/everything-cut-recovers',
    title: 'After both were cut for a short time the call is whole: people here and not away, ids, frames, sound once.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 4; 19.6 states',
    timeoutMs: 60_000,
    async run(context) {
      const { call, equal, waitFor } = context
      const pages = await call(2)
      await Promise.all(pages.map(holdObjects))
      await shortCut(context, pages[0], 'everything')
      for (const page of pages) {
        const whole = async () => {
          const { connection, participants } = await page.snapshot()
          const here = participants.filter(({ presence }) => presence === 'here')
          return connection.state === 'connected' && here.length === pages.length - 1
        }
        await waitFor(`${page.identity} to be connected, with everybody here`, whole, wholeAgain)
      }
      await mediaFlows(context, pages)
      for (const page of pages) {
        const held = await heldObjects(page)
        equal(held, { participants: true, tracks: true }, `the same objects and ids on ${page.identity}'s page`)
      }
    },
  },
  {
    id: 'fault/toggled-during-the-cut',
    title: 'What both sides turned on and off during a cut is the truth afterwards.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 4, 7; 19.6 states',
    timeoutMs: 90_000,
    async run(context) {
      const pages = await context.call(2)
      const [cut, other] = pages
      await shortCut(context, cut, 'everything', async () => {
        await toggle(cut, 'microphone', [false])
        await toggle(cut, 'camera', [false, true])
        await toggle(other, 'camera', [false])
        await toggle(other, 'microphone', [false, true, false])
      })
      for (const page of pages) {
        for (const source of ['camera', 'microphone'] as const) await page.settled(`toggle ${source}`, wholeAgain)
      }
      const wanted = { camera: 'live', microphone: 'off' }
      await agree(context, cut, other, wanted)
      await agree(context, other, cut, { camera: 'off', microphone: 'off' })
      for (const page of pages) {
        for (const source of ['camera', 'microphone'] as const) await page.turn(source, true)
      }
      await mediaFlows(context, pages)
    },
  },
  {
    id: 'fault/leave-during-reconnecting',
    title: '`leave()` while reconnecting resolves within 3 s with reason `left`, and nothing is left open.',
    level: 'MUST',
    waits: true,
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 7; 19.34 leave',
    timeoutMs: 60_000,
    async run(context) {
      const { budgets, call, equal, waitFor } = context
      const [page] = await call(2)
      const mend = await cutEverything(context, page)
      const timeoutMs = budgets.signalingMs + budgets.mediaMs
      await waitFor('reconnecting', async () => (await page.state()) === 'reconnecting', { timeoutMs })
      const start = (await page.events()).length
      await leaveWithin(context, page, 3000)
      equal(await page.eventsFrom(start, 'disconnected'), ['disconnected left'], 'ends')
      await waitFor(
        'nothing to be left',
        async () => Object.values(await page.leftovers()).every((count) => count === 0),
        {
          timeoutMs: 1000,
        },
      )
      await mend()
      await page.join()
    },
  },
]

/** Turns a source on and off without waiting in between; `toggle <source>` settles with the last. */
async function toggle(
  { page }: PersonPage,
  source: 'camera' | 'microphone',
  states: readonly boolean[],
): Promise<void> {
  await page.evaluate(
    ([name, wanted]) => {
      const control = window.conformance.room.local[name]
      // One that the next overtakes may say so.
      const all = wanted.map((on) => (on ? control.enable() : control.disable()).catch(() => {}))
      window.conformance.start(`toggle ${name}`, () => Promise.all(all))
    },
    [source, states] as const,
  )
}

/** What one has and what the other shows of them are both as wanted. */
async function agree(
  { waitFor }: CaseContext,
  one: PersonPage,
  other: PersonPage,
  wanted: { readonly camera: string; readonly microphone: string },
): Promise<void> {
  const isSame = (shown: { readonly camera: string; readonly microphone: string } | null) =>
    shown?.camera === wanted.camera && shown.microphone === wanted.microphone
  await waitFor(
    `${one.identity} to have ${JSON.stringify(wanted)}`,
    async () => {
      const { self } = await one.snapshot()
      return isSame({ camera: self.camera.state, microphone: self.microphone.state })
    },
    wholeAgain,
  )
  await waitFor(
    `${other.identity} to show ${JSON.stringify(wanted)} of ${one.identity}`,
    async () => isSame(await other.shows(one.person)),
    wholeAgain,
  )
}
