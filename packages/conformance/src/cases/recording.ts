import type { ConformanceCase } from '../conformance-case.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { reconnected } from './reconnected.ts'
import { recordEvent } from './record-event.ts'
import { withThirdPerson } from './with-third-person.ts'

const withinMs = 5_000
const common = { level: 'SHOULD', requires: 'recordingState' } as const

export const recording: readonly ConformanceCase[] = [
  {
    ...common,
    id: 'recording/no-false-stop',
    title: 'Without a recording no `recordingChanged` comes in a whole visit.',
    proves: 'C-45 recording state',
    async run({ open, newRoom, equal, waitFor }) {
      const room = newRoom()
      const [one, two] = await Promise.all([open(0, room), open(1, room)])
      const told = await Promise.all([one, two].map((page) => recordEvent(page, 'recordingChanged')))
      for (const page of [one, two]) await page.join()
      await waitFor('the picture', () => two.sees(one.person))
      await one.turn('camera', false)
      await one.turn('camera', true)
      await one.fence(two)
      await two.leave()
      await waitFor('the leave to be seen', async () => (await one.roster()).length === 0)
      await two.join()
      await one.fence(two)
      await one.leave()
      for (const changes of told) equal(await changes(), [], 'changes of the recording')
      for (const page of [one, two]) equal(await isRecorded(page), false, 'whether it is recorded')
    },
  },
  {
    ...common,
    id: 'recording/seen-by-all',
    title: 'Start and stop of a recording are seen on every page within 5 s, once each.',
    stimuli: ['record'],
    serviceDecides: true,
    proves: 'C-45 recording state; rule RecordingChangedFact',
    async run({ call, stimuli, equal, waitFor }) {
      const pages = await call(3)
      const told = await Promise.all(pages.map((page) => recordEvent(page, 'recordingChanged')))
      const stop = await stimuli.record(pages[0].room)
      for (const page of pages) {
        await waitFor(`${page.identity} to know of the recording`, () => isRecorded(page), { timeoutMs: withinMs })
      }
      await stop()
      for (const page of pages) {
        await waitFor(`${page.identity} to know of its end`, async () => !(await isRecorded(page)), {
          timeoutMs: withinMs,
        })
      }
      for (const [index, page] of pages.entries()) {
        await pages[index === 0 ? 1 : 0].fence(page)
        const states = (await told[index]?.())?.map(({ active }) => active)
        equal(states, [true, false], `what ${page.identity} was told`)
      }
    },
  },
  {
    ...common,
    id: 'recording/late-joiner',
    title: 'Who joins during a recording knows it when `join()` resolves, or 2 s later.',
    stimuli: ['record'],
    serviceDecides: true,
    proves: 'C-45 recording state',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        const stop = await context.stimuli.record(first.room)
        await context.waitFor('the recording', () => isRecorded(first), { timeoutMs: withinMs })
        await third.join({})
        await context.waitFor('the late joiner to know', () => isRecorded(third), { timeoutMs: 2_000 })
        await stop()
      })
    },
  },
  {
    ...common,
    id: 'recording/not-over-a-reconnect',
    title: 'A reconnect during a recording does not show it as stopped.',
    stimuli: ['record', 'cutSignaling'],
    serviceDecides: true,
    proves: 'inv. 4; C-45 recording state',
    timeoutMs: 120_000,
    async run(context) {
      const room = context.newRoom()
      const [cut, witness, third] = await Promise.all([
        context.open(0, room),
        context.open(1, room),
        context.open(2, room),
      ])
      for (const page of [cut, witness]) await page.join()
      await context.stimuli.record(room)
      await context.waitFor('the recording', () => isRecorded(cut), { timeoutMs: withinMs })
      const told = await recordEvent(cut, 'recordingChanged')
      await reconnected(context, cut, witness, third)
      await witness.fence(cut)
      context.equal(await told(), [], 'changes of the recording')
      context.equal(await isRecorded(cut), true, 'whether it is recorded')
    },
  },
]

async function isRecorded(page: PersonPage): Promise<boolean> {
  return (await page.snapshot()).recording.active
}
