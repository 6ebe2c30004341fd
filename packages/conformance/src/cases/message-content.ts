import { randomUUID } from 'node:crypto'
import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { receivedHashes, sendRandom } from './random-message.ts'

/** What core's frame takes of a packet beside the topic: see message-framing.ts of core. */
const headerBytes = 14
const largestEverywhere = 65_536

/** Messages by what is in them: sizes, bytes, text, values, topics. */
export const messageContent: readonly ConformanceCase[] = [
  {
    id: 'message/empty',
    title: 'A message of 0 bytes arrives as 0 bytes.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data; 19.25 data message',
    async run({ call, equal }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      const [sent] = await sendRandom(one, topic, [0])
      equal(sent?.code, null, 'the error of the send')
      await one.fence(two)
      const arrived = await two.page.evaluate(
        (wanted) => window.conformance.messages.filter((message) => message.topic === wanted),
        topic,
      )
      equal(arrived, [{ from: one.identity, topic, kind: 'bytes', payload: [] }], 'what arrived')
    },
  },
  {
    id: 'message/around-one-packet',
    title: 'Messages one byte below, at and above the largest single packet arrive whole.',
    level: 'MUST',
    requires: 'messages',
    proves: 'rule AdapterLimits.packetBytes',
    async run(context) {
      const { packetBytes } = context.capabilities.limits
      const topic = randomUUID()
      const data = packetBytes - headerBytes - topic.length
      const around = [data, packetBytes].flatMap((size) => [size - 1, size, size + 1])
      const limit = context.capabilities.bulkMessages.support === 'none' ? largestEverywhere : Number.POSITIVE_INFINITY
      const sizes = around.filter((size) => size <= limit)
      context.check(sizes.length > 0, `no message is as large as a packet of ${packetBytes} bytes`)
      await arriveWhole(context, topic, sizes)
    },
  },
  {
    id: 'message/16-kib',
    title: 'A message of 16 KiB arrives whole.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data; 19.25 data message',
    run: (context) => arriveWhole(context, randomUUID(), [16_384]),
  },
  {
    id: 'message/64-kib',
    title: 'A message of 65,536 bytes arrives whole within 10 s.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data; 19.25 data message',
    run: (context) => arriveWhole(context, randomUUID(), [largestEverywhere]),
  },
  {
    id: 'message/over-64-kib',
    title: 'Without bulk messages, 65,537 bytes reject with `message-too-large`, and nothing is sent.',
    level: 'SHOULD',
    requiresNot: 'bulkMessages',
    proves: 'rule trait bulkMessages; 19.25 data message',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await two.page.evaluate(() => window.bench.recordPackets())
      const [marker, seen, topic] = [randomUUID(), randomUUID(), randomUUID()]
      // As JSON it is two bytes longer: the quotes.
      const text = marker.repeat(Math.ceil(largestEverywhere / marker.length)).slice(0, largestEverywhere - 1)
      equal(await one.send(topic, text), 'message-too-large', 'the error of the send')
      equal(await one.send(topic, seen), null, 'the error of a short message after it')
      await waitFor('the short message', async () => (await two.received(topic)).length > 0)
      equal(await two.received(topic), [seen], 'what arrived')
      const packets = await two.page.evaluate(
        async ([sent, refused]) => [await window.bench.packetsWith(sent), await window.bench.packetsWith(refused)],
        [seen, marker] as const,
      )
      equal(packets, [1, 0], 'packets of the short one and of the refused one')
    },
  },
  {
    id: 'message/bulk',
    title: '1 MiB arrives whole.',
    level: 'SHOULD',
    requires: 'bulkMessages',
    proves: 'rule trait bulkMessages',
    run: (context) => arriveWhole(context, randomUUID(), [1_048_576]),
  },
  {
    id: 'message/binary',
    title: 'All 256 byte values in every position of a chunk arrive unchanged, as bytes.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      // Each of 256 messages begins one value later, so that every value stands in every place.
      await one.page.evaluate(
        (named) =>
          Promise.all(
            Array.from({ length: 256 }, (_, first) =>
              window.conformance.room.messages.send(
                Uint8Array.from({ length: 256 }, (_, place) => first + place),
                { topic: named },
              ),
            ),
          ),
        topic,
      )
      await waitFor('256 messages', async () => (await two.received(topic)).length >= 256)
      const wrong = await two.page.evaluate((wanted) => {
        const messages = window.conformance.messages.filter((message) => message.topic === wanted)
        return messages.flatMap(({ kind, payload }, first) => {
          const bytes = payload as number[]
          const same = bytes.length === 256 && bytes.every((byte, place) => byte === (first + place) % 256)
          return kind === 'bytes' && same ? [] : first
        })
      }, topic)
      equal(wrong, [], 'messages that came as something else')
    },
  },
  {
    id: 'message/unicode',
    title: 'Text of all planes, U+0000 and U+FEFF arrives unchanged.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data; 19.25 data message',
    async run(context) {
      const planes = Array.from({ length: 17 }, (_, plane) => [0x21, 0xabc, 0xfffd].map((low) => plane * 65_536 + low))
      const text = String.fromCodePoint(0xfeff, 0, ...planes.flat(), 0x2028, 0x2029, 0x7f, 0x85, 0, 0xfeff)
      await sameValues(context, [text, `\u0000${text}`, '\ufeff', 'e\u0301\u00e9', '\u202egnihton\u202c'])
    },
  },
  {
    id: 'message/json',
    title: 'Numbers, nesting, `null`, `false` and `""` arrive as they were sent.',
    level: 'MUST',
    requires: 'messages',
    proves: '19.25 data message',
    async run(context) {
      const nested = { list: [[[]], {}, [null, { '': [0] }]], 'a.b': { constructor: 'word' } }
      await sameValues(context, [
        null,
        false,
        true,
        '',
        0,
        -1.5,
        1e300,
        2 ** 53 - 1,
        [],
        {},
        nested,
        [null, [false, '']],
      ])
    },
  },
  {
    id: 'message/topic',
    title: 'A topic of 64 bytes of UTF-8 arrives; of 65 rejects with `message-invalid`.',
    level: 'MUST',
    requires: 'messages',
    proves: 'C-38 data; 19.25 data message',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      // 36 bytes of their own, then 14 of two bytes each.
      const longest = `${randomUUID()}${'\u00e9'.repeat(14)}`
      equal(Buffer.byteLength(longest), 64, 'bytes of the topic')
      equal(await one.send(longest, 'fits'), null, 'the error of 64 bytes')
      equal(await one.send(`${longest}x`, 'does not'), 'message-invalid', 'the error of 65 bytes')
      await waitFor('the message', async () => (await two.received(longest)).length > 0)
      await one.fence(two)
      equal(await two.received(longest), ['fits'], 'what arrived under the longest topic')
      equal(await two.received(`${longest}x`), [], 'what arrived under the longer one')
    },
  },
  {
    id: 'message/lossy',
    title:
      'A message with `reliable: false` arrives in a calm network; one over a packet rejects with `message-too-large`.',
    level: 'SHOULD',
    requires: 'lossyMessages',
    proves: 'C-38 data',
    async run({ call, capabilities, equal, waitFor }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      equal(await one.send(topic, 'may be lost', { reliable: false }), null, 'the error of the send')
      await waitFor('the message', async () => (await two.received(topic)).length > 0)
      const over = 'x'.repeat(capabilities.limits.packetBytes)
      equal(await one.send(topic, over, { reliable: false }), 'message-too-large', 'the error of one over a packet')
      await one.fence(two)
      equal(await two.received(topic), ['may be lost'], 'what arrived')
    },
  },
  {
    id: 'message/lossy-refused',
    title: 'Where packets cannot be lossy, `reliable: false` rejects with `unsupported`.',
    level: 'SHOULD',
    requiresNot: 'lossyMessages',
    proves: 'rule trait lossyMessages',
    async run({ call, equal }) {
      const [one, two] = await call(2)
      const topic = randomUUID()
      equal(await one.send(topic, 'must not go', { reliable: false }), 'unsupported', 'the error of the send')
      await one.fence(two)
      equal(await two.received(topic), [], 'what arrived')
    },
  },
]

/** Sends random bytes in one turn; each message is at the other page once, with the same SHA-256, within 10 s. */
async function arriveWhole({ call, equal, waitFor }: CaseContext, topic: string, sizes: readonly number[]) {
  const [one, two] = await call(2)
  const sending = sendRandom(one, topic, sizes)
  await waitFor(`${sizes.length} messages`, async () => (await receivedHashes(two, topic)).length >= sizes.length)
  const sent = await sending
  equal(
    sent.filter(({ code }) => code !== null),
    [],
    'sends that failed',
  )
  await one.fence(two)
  const hashes = await receivedHashes(two, topic)
  equal(hashes.sort(), sent.map(({ hash }) => hash).sort(), `SHA-256 of messages of ${sizes.join(', ')} bytes`)
}

/** Compares as JSON text, so that nothing between the suite and its pages can change both sides alike. */
async function sameValues({ call, equal, waitFor }: CaseContext, values: readonly unknown[]): Promise<void> {
  const [one, two] = await call(2)
  const topic = randomUUID()
  for (const value of values) {
    const text = JSON.stringify(value)
    await one.page.evaluate(
      ([named, json]) => window.conformance.room.messages.send(JSON.parse(json), { topic: named }),
      [topic, text] as const,
    )
  }
  await waitFor('all values', async () => (await two.received(topic)).length >= values.length)
  const arrived = await two.page.evaluate(
    (wanted) =>
      window.conformance.messages
        .filter((message) => message.topic === wanted)
        .map(({ kind, payload }) => `${kind} ${JSON.stringify(payload)}`),
    topic,
  )
  equal(
    arrived,
    values.map((value) => `json ${JSON.stringify(value)}`),
    'what arrived',
  )
}
