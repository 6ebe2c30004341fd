import { randomUUID } from 'node:crypto'
import type { ConformanceCase } from '../conformance-case.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { recordEvent } from './record-event.ts'

const common = { level: 'SHOULD', requires: 'captions', stimuli: ['caption'], serviceDecides: true } as const

export const captions: readonly ConformanceCase[] = [
  {
    ...common,
    id: 'caption/interim-then-final',
    title: 'Interim and final text of one utterance share an id; the last one is final.',
    proves: 'C-46 captions; 19.31 captions; rule CaptionReceivedFact',
    async run({ call, stimuli, equal, waitFor }) {
      const [one, two] = await call(2)
      const received = await recordEvent(two, 'captionReceived')
      await start(two)
      const utterance = words()
      await stimuli.caption({ room: one.room, identity: one.identity }, utterance)
      await waitFor('the final text', async () => (await received()).some(({ final }) => final))
      const told = await received()
      equal(
        told.map(({ text, final }) => ({ text, final })),
        [
          { text: utterance.interim, final: false },
          { text: utterance.final, final: true },
        ],
        'what was told',
      )
      equal(new Set(told.map(({ id }) => id)).size, 1, 'ids of one utterance')
      await stop(two)
    },
  },
  {
    ...common,
    id: 'caption/who-spoke',
    title: 'A caption names who spoke; own speech is `self`.',
    proves: 'C-46 captions; 19.31 captions',
    async run({ call, stimuli, equal, waitFor }) {
      const [one, two, three] = await call(3)
      const received = await recordEvent(two, 'captionReceived')
      await start(two)
      for (const speaker of [one, two, three]) {
        const utterance = words()
        await stimuli.caption({ room: one.room, identity: speaker.identity }, utterance)
        const caption = await waitFor('the final text', async () =>
          (await received()).find(({ text }) => text === utterance.final),
        )
        const { participants } = await two.snapshot()
        const named = participants.find(({ id }) => id === caption.participantId)?.identity ?? caption.participantId
        equal(named, speaker === two ? 'self' : speaker.identity, `who is said to have spoken for ${speaker.identity}`)
      }
      await stop(two)
    },
  },
  {
    ...common,
    id: 'caption/stop',
    title: 'After stop nothing more comes.',
    proves: 'rule CaptionsFacet',
    async run({ call, stimuli, equal, waitFor }) {
      const [one, two, three] = await call(3)
      const [received, witnessed] = [
        await recordEvent(two, 'captionReceived'),
        await recordEvent(three, 'captionReceived'),
      ]
      for (const page of [two, three]) await start(page)
      const [before, after] = [words(), words()]
      await stimuli.caption({ room: one.room, identity: one.identity }, before)
      await waitFor('the final text', async () => (await received()).some(({ text }) => text === before.final))
      await stop(two)
      const told = await received()
      await stimuli.caption({ room: one.room, identity: one.identity }, after)
      await waitFor('the next text at the third', async () =>
        (await witnessed()).some(({ text }) => text === after.final),
      )
      await one.fence(two)
      equal(await received(), told, 'captions at the page that stopped')
      await stop(three)
    },
  },
]

function words() {
  const subject = randomUUID()
  return { interim: `the number ${subject}`, final: `The number is ${subject}.` }
}

function start({ page }: PersonPage): Promise<void> {
  return page.evaluate(() => window.conformance.room.captions.start())
}

function stop({ page }: PersonPage): Promise<void> {
  return page.evaluate(() => window.conformance.room.captions.stop())
}
