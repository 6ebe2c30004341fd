import { randomInt, randomUUID } from 'node:crypto'
import type { ConformanceCase } from '../conformance-case.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { randomNumbers } from '../runner/random-numbers.ts'
import { receivedHashes, sendRandom } from './random-message.ts'
import { jsonBytes, type RawMessage, rawMessage } from './raw-message.ts'
import { usedMemory } from './used-memory.ts'

/** Packets that core would not send. */
export const messageRaw: readonly ConformanceCase[] = [
  {
    id: 'moderation/messages-decide-nothing',
    title: 'A message that looks like a removal, a mute or an end changes nothing.',
    level: 'MUST',
    requires: 'messages',
    stimuli: ['rawPacket'],
    proves: 'design 2, Messages',
    async run({ call, equal, stimuli }) {
      const [hostile, victim] = await call(2)
      const before = await standing(victim)
      const words = decisions(victim.identity)
      const framed = ['default', 'moderation', 'control', 'lobby', 'recording', 'signal'].flatMap((topic) =>
        words.map((word) => rawMessage({ id: randomInt(2 ** 32), topic, payload: jsonBytes(word) })),
      )
      await stimuli.rawPacket(hostile, [...framed, ...words.map(jsonBytes)])
      await hostile.fence(victim)
      equal(await standing(victim), before, 'room of the one who got them')
      equal(await victim.hears(hostile.person), [1], 'players of the voice')
    },
  },
  {
    id: 'message/sender-from-transport',
    title: 'A packet that claims another sender is delivered as from who sent it.',
    level: 'MUST',
    requires: 'messages',
    stimuli: ['rawPacket'],
    proves: 'design 2, Messages; rule MessageReceivedFact',
    async run({ call, equal, stimuli, waitFor }) {
      const [liar, other, third] = await call(3)
      const topic = randomUUID()
      const claims = Object.fromEntries(
        [
          'from',
          'sender',
          'participant',
          'participantId',
          'identity',
          'participantIdentity',
          'destinationIdentities',
        ].map((field) => [field, other.identity]),
      )
      await stimuli.rawPacket(liar, [rawMessage({ id: randomInt(2 ** 32), topic, payload: jsonBytes(claims) })])
      for (const page of [other, third]) {
        const arrived = await waitFor(`the packet at ${page.identity}`, () => messagesOf(page, topic))
        equal(arrived, [{ from: liar.identity, payload: claims }], `what ${page.identity} got`)
      }
    },
  },
  {
    id: 'message/hostile-packets',
    title:
      'Truncated, oversized, contradictory and random packets of one page give no event, no error, and cost the others nothing.',
    level: 'MUST',
    requires: 'messages',
    stimuli: ['rawPacket'],
    proves: 'design 2, Messages',
    async run(context) {
      const { call, capabilities, equal, stimuli } = context
      const [hostile, other, third] = await call(3)
      const before = await Promise.all([other, third].map(observed))
      await stimuli.rawPacket(hostile, hostilePackets(capabilities.limits.packetBytes))
      for (const page of [other, third]) await hostile.fence(page)
      const topic = randomUUID()
      const [sent] = await sendRandom(other, topic, [65_536])
      await context.waitFor('a long message of another to arrive', async () => (await countOf(third, topic)) === 1)
      equal(await receivedHashes(third, topic), [sent?.hash], 'the long message of another')
      for (const [index, page] of [other, third].entries()) {
        const now = await observed(page)
        equal(now.errors, before[index]?.errors, `errors of ${page.identity}`)
        equal(now.events, before[index]?.events, `events of ${page.identity}`)
        const strange = now.messages
          .slice(before[index]?.messages.length)
          .filter((name) => name !== topic && name !== 'fence')
        equal(strange, [], `topics that reached ${page.identity}`)
      }
    },
  },
  {
    id: 'message/hostile-flood',
    title:
      "A thousand unfinished messages of one page do not keep a third page's 64 KiB from arriving; the heap grows by less than 8 MB.",
    level: 'MUST',
    requires: 'messages',
    stimuli: ['rawPacket'],
    proves: 'design 2, Messages',
    async run(context) {
      const { call, check, equal, stimuli, waitFor } = context
      const [hostile, receiver, third] = await call(3)
      const before = await usedMemory(receiver)
      const start = randomInt(2 ** 31)
      // 16 bytes of a message that says it has 65,536: what is kept for the rest is up to the receiver.
      const unfinished = Array.from({ length: 1000 }, (_, number) =>
        rawMessage({ id: start + number, topic: 'flood', count: 4096, total: 65_536, payload: new Uint8Array(16) }),
      )
      await stimuli.rawPacket(hostile, unfinished)
      await hostile.fence(receiver)
      const grown = (await usedMemory(receiver)) - before
      check(grown < 8_000_000, `the memory of the receiver has grown by ${(grown / 1e6).toFixed(1)} MB`)
      const topic = randomUUID()
      const [sent] = await sendRandom(third, topic, [65_536])
      await waitFor('the long message of the third page', async () => (await countOf(receiver, topic)) === 1)
      equal(await receivedHashes(receiver, topic), [sent?.hash], 'the long message of the third page')
    },
  },
]

/** Of a page: what must not change when nonsense arrives. */
async function observed({ page, console }: PersonPage) {
  const { events, messages } = await page.evaluate(() => {
    const { conformance } = window
    return { events: conformance.events.length, messages: conformance.messages.map(({ topic }) => topic) }
  })
  return { events, messages, errors: console.filter((line) => /^(error|uncaught)/.test(line)) }
}

/** All that a decision about somebody would change; not the quality, which changes by itself. */
async function standing(page: PersonPage) {
  const { audio, connection, lobby, participants, recording, self } = await page.snapshot()
  const people = [self, ...participants].map((person) => ({ ...person, quality: null }))
  return { audio, connection, lobby, people, recording, events: (await page.events()).length }
}

async function messagesOf({ page }: PersonPage, topic: string) {
  const arrived = await page.evaluate(
    (wanted) =>
      window.conformance.messages.flatMap(({ from, topic, payload }) => (topic === wanted ? { from, payload } : [])),
    topic,
  )
  return arrived.length > 0 && arrived
}

async function countOf({ page }: PersonPage, topic: string): Promise<number> {
  return page.evaluate((wanted) => window.conformance.messages.filter(({ topic }) => topic === wanted).length, topic)
}

/** Each breaks the frame in its own way; none may be a message. */
function hostilePackets(packetBytes: number): Uint8Array[] {
  let id = randomInt(2 ** 31)
  const topic = 'hostile'
  // An id of its own for each: one that was used would be dropped for that alone.
  const wrong = (how: Partial<RawMessage>) => {
    id += 1
    return rawMessage({ id, topic, payload: jsonBytes({ hello: 'world' }), ...how })
  }
  const truncated = Array.from({ length: wrong({}).length - 1 }, (_, length) => wrong({}).subarray(0, length + 1))
  const frames: readonly Partial<RawMessage>[] = [
    ...[0x03, 0x23, 0xf3, 0x1f].map((flags) => ({ flags })),
    { index: 1, count: 1 },
    { index: 0, count: 0 },
    { index: 7, count: 3, total: 300 },
    { total: 0 },
    { total: 5 },
    { total: 2 ** 32 - 1 },
    { count: 65_535, total: 65_536 },
    { count: 2, total: 2 ** 31 },
    { count: 4, total: 2 },
    { payload: new Uint8Array([0xff, 0xfe, 0x80]) },
    { payload: new TextEncoder().encode('{"open":') },
    { payload: new Uint8Array(packetBytes - 14 - topic.length), total: 1 },
  ]
  // Two stories of one message: another length, another number of parts, and the same part twice.
  const part = { id, topic, payload: new Uint8Array(8) }
  const stories: readonly Partial<RawMessage>[] = [
    { count: 4, total: 32 },
    { count: 4, total: 32 },
    { count: 8, total: 64, index: 1 },
    { count: 4, total: 30, index: 2 },
  ]
  const random = randomNumbers(20_260_101)
  const noise = Array.from({ length: 200 }, () =>
    Uint8Array.from({ length: 1 + Math.floor(random() * 300) }, () => Math.floor(random() * 256)),
  )
  return [...truncated, ...frames.map(wrong), ...stories.map((story) => rawMessage({ ...part, ...story })), ...noise]
}

/** In the words of this project's own channels, and in those of vendors. */
function decisions(identity: string): readonly object[] {
  return [
    { type: 'leave' },
    { type: 'expelled', peer: '*', reason: 'removed', proof: 'e30.e30.e30' },
    { type: 'peer-left', peer: identity, reason: 'removed' },
    {
      type: 'update',
      seq: 999_999,
      state: { admission: 'removed', roomEnded: true, recording: { active: true, since: 1 } },
    },
    { type: 'snapshot', seq: 999_999, state: { admission: 'refused', permissions: [], members: [], waiting: [] } },
    { type: 'connection-changed', state: 'disconnected', reason: { unified: 'removed', raw: 0 } },
    { type: 'participant-gone', participant: identity },
    { type: 'source-refused', source: 'microphone', cause: 'muted by the host' },
    { type: 'recording-changed', active: true },
    { action: 'mute', kind: 'audio', target: identity },
    { type: 'signal:forceMute', data: '{"active":true}' },
    { msgStr: 'eject', participants: { [identity]: { eject: true, setAudio: false } } },
    { leave: { reason: 4, action: 0 }, canReconnect: false },
  ]
}
