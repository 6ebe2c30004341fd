import { randomUUID } from 'node:crypto'
import type { ConformanceCase } from '../conformance-case.ts'
import { receivedHashes, sendRandom } from './random-message.ts'
import { reconnected } from './reconnected.ts'
import { withThirdPerson } from './with-third-person.ts'

/** Messages by what becomes of them: order, repetition, who gets them, and what a call that changes does to them. */
export const messageDelivery: readonly ConformanceCase[] = [
  {
    id: 'message/order',
    title: 'Two hundred one-packet messages arrive in order, each once.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-39 ordering of data; 19.25 data message',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      const numbers = Array.from({ length: 200 }, (_, index) => index)
      await one.page.evaluate(
        ([named, values]) =>
          Promise.all(values.map((value) => window.conformance.room.messages.send(value, { topic: named }))),
        [topic, numbers] as const,
      )
      await waitFor('the last message', async () => (await two.received(topic)).includes(199))
      await one.fence(two)
      equal(await two.received(topic), numbers, 'what arrived')
    },
  },
  {
    id: 'message/four-large-at-once',
    title: 'Four messages of 64 KiB each way at once arrive whole, and a short one does not wait for them to end.',
    level: 'MUST',
    requires: 'messages',
    proves: 'rule MessagesFacet.send (back-pressure)',
    async run({ call, equal, waitFor }) {
      const pair = await call(2)
      const topic = randomUUID()
      // The last one, sent in the same turn, is the short one.
      const sizes = [65_536, 65_536, 65_536, 65_536, 16]
      const sent = await Promise.all(pair.map((page) => sendRandom(page, topic, sizes)))
      equal(
        sent.flat().filter(({ code }) => code !== null),
        [],
        'sends that failed',
      )
      for (const [index, page] of pair.entries()) {
        await waitFor(`all messages at ${page.identity}`, async () => (await receivedHashes(page, topic)).length >= 5)
        const hashes = await receivedHashes(page, topic)
        const expected = (sent[1 - index] ?? []).map(({ hash }) => hash)
        equal([...hashes].sort(), [...expected].sort(), `SHA-256 at ${page.identity}`)
        equal(hashes.at(-1) === expected.at(-1), false, `the short one came last at ${page.identity}`)
      }
    },
  },
  {
    id: 'message/no-echo',
    title: 'The sender gets nothing of its own message.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data; 19.25 data message',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      equal(await one.send(topic, 'question'), null, 'the error of the send')
      await waitFor('the question', async () => (await two.received(topic)).length > 0)
      equal(await two.send(topic, 'answer'), null, 'the error of the answer')
      await waitFor('the answer', async () => (await one.received(topic)).includes('answer'))
      equal(await one.received(topic), ['answer'], 'what the sender got')
    },
  },
  {
    id: 'message/before-and-after',
    title: 'Before joining and after leaving `send` rejects with `invalid-state`.',
    level: 'MUST',
    requires: 'messages',
    proves: 'inv. 3; 19.25 data message',
    async run({ equal, newRoom, open }) {
      const page = await open(0, newRoom())
      equal(await page.send('early', 1), 'invalid-state', 'the error before joining')
      await page.join({})
      equal(await page.send('now', 1), null, 'the error in the room')
      await page.leave()
      equal(await page.send('late', 1), 'invalid-state', 'the error after leaving')
    },
  },
  {
    id: 'message/leave-midway',
    title: 'A leave in the middle of a message rejects it with `aborted`; the other page gets no half message.',
    level: 'MUST',
    requires: 'messages',
    proves: 'inv. 3',
    async run({ call, check, equal }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      const sent = await sendRandom(one, topic, Array<number>(4).fill(65_536), { leave: true })
      equal(
        sent.map(({ code }) => code),
        sent.map(() => 'aborted'),
        'the errors of the sends',
      )
      await one.settled(topic)
      await one.join()
      await one.fence(two)
      const whole = sent.map(({ hash }) => hash)
      check(
        (await receivedHashes(two, topic)).every((hash) => whole.includes(hash)),
        'A message arrived that is none of those sent.',
      )
    },
  },
  {
    id: 'message/late-joiner',
    title: 'Who joins later gets nothing of what was sent before.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data; 19.25 data message',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        const topic = randomUUID()
        context.equal(await first.send(topic, 'before'), null, 'the error of the send')
        await context.waitFor('the message', async () => (await second.received(topic)).length > 0)
        await third.join({})
        await context.waitFor('the newcomer', async () => (await first.roster()).includes(third.identity))
        context.equal(await first.send(topic, 'after'), null, 'the error of the later send')
        await context.waitFor('the later message', async () => (await third.received(topic)).includes('after'))
        context.equal(await third.received(topic), ['after'], 'what the newcomer got')
      })
    },
  },
  {
    id: 'message/to-a-newcomer',
    title: 'A message sent in the turn of `participantJoined` arrives.',
    level: 'SHOULD',
    requires: 'messages',
    proves: 'C-38 data',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        const topic = randomUUID()
        await first.page.evaluate((named) => {
          const { room } = window.conformance
          room.once('participantJoined', () => void room.messages.send('welcome', { topic: named }))
        }, topic)
        await third.join({})
        await context.waitFor('the message', async () => (await third.received(topic)).length > 0)
        await first.fence(third)
        context.equal(await third.received(topic), ['welcome'], 'what the newcomer got')
      })
    },
  },
  {
    id: 'message/target-who-left',
    title: 'A target who left rejects with `invalid-argument`.',
    level: 'SHOULD',
    requires: 'targetedMessages',
    proves: 'rule RoomMessages.send',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const id = (await one.snapshot()).participants[0]?.id ?? ''
      await two.leave()
      await waitFor('the other to be gone', async () => (await one.roster()).length === 0)
      const code = await one.page.evaluate(
        (gone) =>
          window.conformance.room.messages.send('late', { to: [gone] }).then(
            () => null,
            (error: { readonly code: string }) => error.code,
          ),
        id,
      )
      equal(code, 'invalid-argument', 'the error of the send')
      await two.join()
    },
  },
  {
    id: 'message/over-a-cut',
    title: 'A message sent during a short cut arrives exactly once, or its `send` rejects.',
    level: 'SHOULD',
    waits: true,
    requires: 'messages',
    stimuli: ['cutSignaling'],
    proves: 'C-38 data; 19.25 data message',
    timeoutMs: 90_000,
    async run({ budgets, call, equal, stimuli, waitFor }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      const mend = await stimuli.cutSignaling(one)
      await one.page.evaluate(
        (named) =>
          window.conformance.start(named, () => window.conformance.room.messages.send('meanwhile', { topic: named })),
        topic,
      )
      await mend()
      const { state } = await one.settled(topic, { timeoutMs: budgets.lostMs })
      await waitFor('the connection', async () => (await one.state()) === 'connected', { timeoutMs: budgets.lostMs })
      await one.fence(two)
      equal(await two.received(topic), state === 'done' ? ['meanwhile'] : [], `what arrived, its send being ${state}`)
    },
  },
  {
    id: 'message/after-a-reconnect',
    title: 'A message sent after a reconnect arrives once, both ways.',
    level: 'MUST',
    waits: true,
    requires: 'messages',
    stimuli: ['cutSignaling'],
    proves: 'inv. 4; C-38 data',
    timeoutMs: 90_000,
    async run(context) {
      const { equal, waitFor } = context
      await withThirdPerson(context, async (third, first, second) => {
        await reconnected(context, first, second, third)
        for (const [from, to] of [
          [first, second],
          [second, first],
        ] as const) {
          const topic = randomUUID()
          equal(await from.send(topic, 'again'), null, `the error of ${from.identity}`)
          await waitFor('the message', async () => (await to.received(topic)).length > 0)
          await from.fence(to)
          equal(await to.received(topic), ['again'], `what ${to.identity} got`)
        }
      })
    },
  },
]
