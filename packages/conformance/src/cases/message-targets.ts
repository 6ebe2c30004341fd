import { randomUUID } from 'node:crypto'
import type { ConformanceCase } from '../conformance-case.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Messages to everybody and to some. */
export const messageTargets: readonly ConformanceCase[] = [
  {
    id: 'message/target-on-the-wire',
    title: "The bytes of a targeted message never reach the third page's browser.",
    level: 'SHOULD',
    requires: 'targetedMessages',
    serviceDecides: true,
    proves: 'C-38 data; 19.25 data message; rule MessagesFacet.send',
    async run({ call, equal, waitFor }) {
      const [one, two, three] = await call(3)
      const [topic, secret, open] = [randomUUID(), randomUUID(), randomUUID()]
      await three.page.evaluate(() => window.bench.recordPackets())
      equal(await one.send(topic, secret, { to: [two.identity] }), null, 'the error of the targeted send')
      equal(await one.send(topic, open), null, 'the error of the send to everybody')
      for (const page of [two, three]) {
        await waitFor(`${page.identity} to get the last`, async () => (await page.received(topic)).includes(open))
      }
      equal(await two.received(topic), [secret, open], 'what the target got')
      equal(await three.received(topic), [open], 'what the third got')
      equal(await packetsWith(three, open, secret), [1, 0], 'packets at the third, of the open and of the targeted one')
    },
  },
  {
    id: 'message/target-refused',
    title: 'Where packets cannot be targeted, `to` rejects with `unsupported` and sends nothing.',
    level: 'SHOULD',
    requiresNot: 'targetedMessages',
    proves: 'rule trait targetedMessages',
    async run({ call, equal }) {
      const [one, two, three] = await call(3)
      const [topic, secret] = [randomUUID(), randomUUID()]
      for (const { page } of [two, three]) await page.evaluate(() => window.bench.recordPackets())
      equal(await one.send(topic, secret, { to: [two.identity] }), 'unsupported', 'the error of the send')
      for (const page of [two, three]) {
        await one.fence(page)
        equal(await page.received(topic), [], `what ${page.identity} got`)
        equal(await packetsWith(page, secret), [0], `packets at ${page.identity}`)
      }
    },
  },
  {
    id: 'message/everybody',
    title: 'A message without `to` reaches everybody once.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data',
    async run({ call, equal, waitFor }) {
      const [one, ...others] = await call(4)
      const topic = randomUUID()
      equal(await one.send(topic, 'all of you'), null, 'the error of the send')
      for (const page of others) {
        await waitFor(`${page.identity} to get it`, async () => (await page.received(topic)).length > 0)
        await one.fence(page)
        equal(await page.received(topic), ['all of you'], `what ${page.identity} got`)
      }
    },
  },
  {
    id: 'message/two-targets',
    title: 'A message to two of three reaches these two once each.',
    level: 'SHOULD',
    requires: 'targetedMessages',
    serviceDecides: true,
    proves: '19.25 data message',
    async run({ call, equal, waitFor }) {
      const [one, two, three, four] = await call(4)
      const [topic, secret] = [randomUUID(), randomUUID()]
      await four.page.evaluate(() => window.bench.recordPackets())
      equal(await one.send(topic, secret, { to: [two.identity, three.identity] }), null, 'the error of the send')
      for (const page of [two, three]) {
        await waitFor(`${page.identity} to get it`, async () => (await page.received(topic)).length > 0)
        await one.fence(page)
        equal(await page.received(topic), [secret], `what ${page.identity} got`)
      }
      const open = randomUUID()
      equal(await one.send(topic, open), null, 'the error of the send to everybody')
      await waitFor('the fourth to get the last', async () => (await four.received(topic)).includes(open))
      equal(await four.received(topic), [open], 'what the fourth got')
      equal(await packetsWith(four, open, secret), [1, 0], 'packets at the fourth, of the open and of the targeted one')
    },
  },
]

/** How many of the packets that reached a page hold each text. */
function packetsWith({ page }: PersonPage, ...texts: readonly string[]): Promise<number[]> {
  return page.evaluate((wanted) => Promise.all(wanted.map((text) => window.bench.packetsWith(text))), texts)
}
