import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessagesFacet } from '../adapter/facet.ts'
import { TelevidError } from '../error/televid-error.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { encodeFrame, maxMessageBytes } from './message-framing.ts'
import { MessageReceiver, type ReceivedMessage } from './message-receiver.ts'
import { MessageSender } from './message-sender.ts'

interface Sent {
  readonly packet: Uint8Array
  readonly options: Parameters<MessagesFacet['send']>[1]
  readonly take: () => void
  readonly fail: (error: unknown) => void
}

/** A sender over a transport whose packets are taken by hand, or at once with `auto`. */
function senderBench({ packetBytes = 1000, bulk = false, auto = false } = {}) {
  const sent: Sent[] = []
  const facet: MessagesFacet = {
    send: (packet, options) =>
      new Promise((resolve, reject) => {
        sent.push({ packet, options, take: resolve, fail: reject })
        if (auto) resolve()
      }),
  }
  const state: { facet: MessagesFacet | undefined } = { facet }
  const sender = new MessageSender({ facet: () => state.facet, packetBytes, bulk })
  return { sent, sender, state }
}

function receiverBench() {
  const clock = new FakeClock()
  const got: ReceivedMessage[] = []
  const receiver = new MessageReceiver({ clock, deliver: (message) => got.push(message) })
  return { clock, got, receiver }
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (TelevidError.isInstance(error) ? error.code : `untyped: ${error}`),
  )

/** 64 KiB in which no two chunks are alike. */
const pattern = new Uint8Array(maxMessageBytes).map((_, at) => (at * 7) ^ (at >> 8))
const latin1 = new TextDecoder('latin1')

const settle = () => new FakeClock().advanceAsync(0)

/** Packets of one message, made by a real sender. */
async function packetsOf(payload: unknown, packetBytes = 1000): Promise<Uint8Array[]> {
  const { sender, sent } = senderBench({ packetBytes, auto: true })
  await sender.send(payload)
  return sent.map(({ packet }) => packet)
}

test('any payload arrives whole whatever the packet size and order, with repeats', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.jsonValue(),
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 0, max: maxMessageBytes }).map((length) => pattern.slice(0, length)),
        fc.constant('zażółć 🩺 \u0000 \ud800'),
      ),
      fc.constantFrom(256, 257, 1000, 4096, 16_384, 65_536, 200_000),
      fc.constantFrom('default', 'a', 'ü'.repeat(32), '🩺'.repeat(16)),
      fc.infiniteStream(fc.nat()),
      async (payload, packetBytes, topic, random) => {
        const { sender, sent } = senderBench({ packetBytes, auto: true })
        await sender.send(payload, { topic })
        expect(Math.max(...sent.map(({ packet }) => packet.length))).toBeLessThanOrEqual(packetBytes)
        const packets = [...sent, ...sent].map(({ packet }) => ({ packet, order: random.next().value ?? 0 }))
        packets.sort((a, b) => a.order - b.order)
        const { receiver, got, clock } = receiverBench()
        for (const { packet } of packets) receiver.receive('alice', packet)
        const bytes = payload instanceof Uint8Array
        const [message, ...others] = got
        expect(others).toEqual([])
        expect([message?.from, message?.topic, message?.kind]).toEqual(['alice', topic, bytes ? 'bytes' : 'json'])
        // As text, because comparing large arrays element by element is slow.
        const text = (value: unknown) => (value instanceof Uint8Array ? latin1.decode(value) : JSON.stringify(value))
        expect(text(message?.payload) === text(payload)).toBe(true)
        expect(receiver.heldBytes).toBe(0)
        clock.advance(20_000)
        expect(clock.pending).toBe(0)
      },
    ),
    { numRuns: 100 },
  )
})

test('sizes: 0 and 65,536 bytes are sent, one more is refused unless the adapter takes it in one packet', async () => {
  const { sender, sent } = senderBench({ auto: true })
  expect(await code(sender.send(new Uint8Array(0)))).toBe('resolved')
  expect(sent.length).toBe(1)
  expect(await code(sender.send(new Uint8Array(maxMessageBytes)))).toBe('resolved')
  expect(await code(sender.send(new Uint8Array(maxMessageBytes + 1)))).toBe('message-too-large')
  expect(await code(sender.send('x'.repeat(maxMessageBytes - 2)))).toBe('resolved')
  expect(await code(sender.send('x'.repeat(maxMessageBytes - 1)))).toBe('message-too-large')
  const bulk = senderBench({ auto: true, bulk: true, packetBytes: 1_000_000 })
  expect(await code(bulk.sender.send(new Uint8Array(900_000)))).toBe('resolved')
  expect(bulk.sent.length).toBe(1)
  expect(await code(bulk.sender.send(new Uint8Array(1_000_000)))).toBe('message-too-large')
  const { receiver, got } = receiverBench()
  for (const { packet } of bulk.sent) receiver.receive('alice', packet)
  expect(got).toMatchObject([{ payload: { length: 900_000 } }])
})

test('a message that may be lost must fit in one packet', async () => {
  const { sender, sent } = senderBench({ auto: true })
  expect(await code(sender.send(new Uint8Array(1000 - 14 - 7), { reliable: false }))).toBe('resolved')
  expect(sent[0]?.packet.length).toBe(1000)
  expect(sent[0]?.options).toEqual({ to: null, reliable: false })
  expect(await code(sender.send(new Uint8Array(1000 - 14 - 6), { reliable: false }))).toBe('message-too-large')
  const large = senderBench({ auto: true, packetBytes: 1_000_000 })
  expect(await code(large.sender.send(new Uint8Array(maxMessageBytes), { reliable: false }))).toBe('resolved')
})

test.each([
  ['undefined', undefined],
  ['a function', () => 1],
  ['a big integer', 1n],
  ['an ArrayBuffer', new ArrayBuffer(2)],
  ['another typed array', new Uint16Array(2)],
])('refuses %s as payload', async (_what, payload) => {
  expect(await code(senderBench().sender.send(payload))).toBe('message-invalid')
})

test('refuses cycles, bad topics, an empty list of receivers, and sending without a call', async () => {
  const { sender, state } = senderBench()
  const cycle: Record<string, unknown> = {}
  cycle.cycle = cycle
  expect(await code(sender.send(cycle))).toBe('message-invalid')
  expect(await code(sender.send(1, { topic: '' }))).toBe('message-invalid')
  expect(await code(sender.send(1, { topic: 'x'.repeat(65) }))).toBe('message-invalid')
  expect(await code(sender.send(1, { topic: '\ud800' }))).toBe('message-invalid')
  expect(await code(sender.send(1, { to: [] }))).toBe('invalid-argument')
  state.facet = undefined
  expect(await code(sender.send(1))).toBe('invalid-state')
})

test('targets and the payload of the moment reach the transport', async () => {
  const { sender, sent } = senderBench({ auto: true, packetBytes: 256 })
  const bytes = new Uint8Array(2000).fill(1)
  const done = sender.send(bytes, { to: ['bob'] })
  bytes.fill(2)
  await done
  expect(new Set(sent.map(({ options }) => options.to?.join()))).toEqual(new Set(['bob']))
  const { receiver, got } = receiverBench()
  for (const { packet } of sent) receiver.receive('alice', packet)
  expect(got[0]?.payload).toEqual(new Uint8Array(2000).fill(1))
})

test('at most 8 packets wait, and a short message passes long ones', async () => {
  const { sender, sent } = senderBench()
  const long = Array.from({ length: 30 }, () => sender.send(new Uint8Array(20_000)))
  const short = sender.send('hello')
  let done = false
  void short.then(() => {
    done = true
  })
  expect(sent.length).toBe(8)
  let taken = 0
  while (!done) {
    sent[taken++]?.take()
    await settle()
    expect(sent.length - taken).toBeLessThanOrEqual(8)
    expect(taken).toBeLessThan(40)
  }
  while (taken < sent.length) {
    sent[taken++]?.take()
    await settle()
  }
  await Promise.all(long)
  // What one sender has under way never exceeds what a receiver keeps for it.
  const { receiver, got } = receiverBench()
  for (const { packet } of sent) receiver.receive('alice', packet)
  expect(got.length).toBe(31)
})

test('short messages keep their order', async () => {
  const { sender, sent } = senderBench({ auto: true })
  await Promise.all(Array.from({ length: 50 }, (_, index) => sender.send(index)))
  const { receiver, got } = receiverBench()
  for (const { packet } of sent) receiver.receive('alice', packet)
  expect(got.map(({ payload }) => payload)).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('leaving ends what is under way, also over a transport that never answers, and the next session starts fresh', async () => {
  const { sender, sent } = senderBench()
  const results = [sender.send(new Uint8Array(60_000)), sender.send(1)].map(code)
  sender.abort()
  expect(await Promise.all(results)).toEqual(['aborted', 'aborted'])
  expect(sent.length).toBe(8)
  const later = code(sender.send(new Uint8Array(60_000)))
  expect(sent.length).toBe(16)
  for (const old of sent.slice(0, 8)) old.take()
  await settle()
  expect(sent.length).toBe(16)
  sender.abort(new TelevidError('message-failed', 'The call ended.'))
  expect(await later).toBe('message-failed')
})

test('the signal stops the rest of one message and nothing else', async () => {
  const { sender, sent } = senderBench()
  expect(await code(sender.send(1, { signal: AbortSignal.abort() }))).toBe('aborted')
  const controller = new AbortController()
  const stopped = code(sender.send(new Uint8Array(60_000), { signal: controller.signal }))
  const other = code(sender.send({ keep: true }))
  controller.abort()
  expect(await stopped).toBe('aborted')
  for (const packet of sent) packet.take()
  await settle()
  for (const packet of sent) packet.take()
  expect(await other).toBe('resolved')
  expect(sent.length).toBe(9)
})

test('a transport that refuses fails that message, typed, and the others go on', async () => {
  const { sender, sent, state } = senderBench()
  const failed = sender.send(new Uint8Array(60_000))
  const fine = code(sender.send('fine'))
  const cause = new Error('closed')
  sent[0]?.fail(cause)
  await expect(failed).rejects.toMatchObject({ code: 'message-failed', cause })
  for (const packet of sent) packet.take()
  await settle()
  for (const packet of sent) packet.take()
  expect(await fine).toBe('resolved')
  expect(sent.length).toBe(9)
  state.facet = {
    send: () => {
      throw new Error('synchronous')
    },
  }
  expect(await code(sender.send(1))).toBe('message-failed')
})

test('an unfinished message is dropped 10 s after its last chunk', async () => {
  const packets = await packetsOf(new Uint8Array(2500))
  const [first, second, third] = packets
  if (!first || !second || !third) throw new Error('expected three packets')
  const { clock, got, receiver } = receiverBench()
  receiver.receive('alice', first)
  clock.advance(9000)
  receiver.receive('alice', second)
  clock.advance(9999)
  expect(receiver.heldBytes).toBeGreaterThan(0)
  clock.advance(1)
  expect(receiver.heldBytes).toBe(0)
  expect(clock.pending).toBe(0)
  receiver.receive('alice', third)
  expect(got).toEqual([])
  for (const packet of packets) receiver.receive('alice', packet)
  expect(got.length).toBe(1)
})

test('chunks that disagree with the first one, and a repeat after the end, change nothing', async () => {
  const packets = await packetsOf(new Uint8Array(2500).fill(9))
  const { got, receiver } = receiverBench()
  const [first] = packets
  if (!first) throw new Error('expected packets')
  receiver.receive('alice', first)
  const id = new DataView(first.buffer).getUint32(1)
  const liar = { json: false, reliable: true, id, topic: new Uint8Array(1) }
  receiver.receive('alice', encodeFrame({ ...liar, index: 1, count: 4, total: 2500, data: new Uint8Array(625) }))
  receiver.receive('alice', encodeFrame({ ...liar, index: 1, count: 3, total: 2700, data: new Uint8Array(900) }))
  for (const packet of [...packets, ...packets]) receiver.receive('alice', packet)
  expect(got.map(({ payload }) => payload)).toEqual([new Uint8Array(2500).fill(9)])
})

test('the same id of two senders is two messages', async () => {
  const packets = await packetsOf(new Uint8Array(2500).fill(9))
  const { got, receiver } = receiverBench()
  for (const packet of packets) for (const from of ['alice', 'mallory']) receiver.receive(from, packet)
  expect(got.map(({ from }) => from)).toEqual(['alice', 'mallory'])
})

test('what cannot be decoded is dropped', () => {
  const { got, receiver } = receiverBench()
  const frame = { json: true, reliable: true, id: 1, index: 0, count: 1, topic: Uint8Array.of(65) }
  receiver.receive('mallory', encodeFrame({ ...frame, total: 1, data: Uint8Array.of(0x7b) }))
  receiver.receive('mallory', encodeFrame({ ...frame, id: 2, total: 1, data: Uint8Array.of(0xff) }))
  receiver.receive(
    'mallory',
    encodeFrame({ ...frame, id: 3, total: 1, data: Uint8Array.of(0x31), topic: Uint8Array.of(0xff) }),
  )
  expect(got).toEqual([])
})

test('a flood costs the flooder: memory stays under the caps and others still get through', async () => {
  const { clock, got, receiver } = receiverBench()
  const packets = await packetsOf(new Uint8Array(60_000).fill(3))
  for (const packet of packets.slice(0, -1)) receiver.receive('alice', packet)
  const flood = (from: string, messages: number) => {
    for (let id = 0; id < messages; id++) {
      receiver.receive(
        from,
        encodeFrame({
          json: false,
          reliable: true,
          id,
          index: 0,
          count: 32_768,
          total: 65_536,
          topic: new Uint8Array(0),
          data: new Uint8Array(2),
        }),
      )
    }
  }
  flood('mallory', 1000)
  expect(receiver.heldBytes).toBeLessThanOrEqual(1_114_112 + 61_000)
  for (let presence = 0; presence < 40; presence++) flood(`mallory-${presence}`, 20)
  expect(receiver.heldBytes).toBeLessThanOrEqual(16_777_216)
  expect(receiver.heldBytes).toBeGreaterThan(15_000_000)
  const last = packets.at(-1)
  if (last) receiver.receive('alice', last)
  expect(got.map(({ from }) => from)).toEqual(['alice'])
  clock.advance(10_000)
  expect(receiver.heldBytes).toBe(0)
  expect(clock.pending).toBe(0)
})

test('whoever leaves is forgotten, and clear() forgets all and stops the clock', async () => {
  const packets = await packetsOf(new Uint8Array(2500))
  const { clock, got, receiver } = receiverBench()
  for (const from of ['alice', 'bob']) for (const packet of packets.slice(1)) receiver.receive(from, packet)
  const both = receiver.heldBytes
  receiver.senderLeft('alice')
  receiver.senderLeft('alice')
  receiver.senderLeft('nobody')
  expect(receiver.heldBytes).toBe(both / 2)
  receiver.clear()
  expect(receiver.heldBytes).toBe(0)
  expect(clock.pending).toBe(0)
  for (const packet of packets.slice(0, 1)) for (const from of ['alice', 'bob']) receiver.receive(from, packet)
  expect(got).toEqual([])
})
