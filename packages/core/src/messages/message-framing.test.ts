import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chunkOffset,
  dataBytes,
  decodeFrame,
  encodeFrame,
  type MessageFrame,
  maxMessageBytes,
} from './message-framing.ts'

const frameOf = (changes: Partial<MessageFrame> = {}): MessageFrame => ({
  json: false,
  reliable: true,
  id: 7,
  index: 0,
  count: 1,
  total: 3,
  topic: new TextEncoder().encode('chat'),
  data: Uint8Array.of(1, 2, 3),
  ...changes,
})

test('a frame survives the wire, also as a view into a larger buffer', () => {
  fc.assert(
    fc.property(
      fc.record({
        json: fc.boolean(),
        reliable: fc.boolean(),
        id: fc.integer({ min: 0, max: 0xffff_ffff }),
        topic: fc.uint8Array({ maxLength: 64 }),
        data: fc.uint8Array({ maxLength: 300 }),
        before: fc.nat(9),
      }),
      ({ before, ...parts }) => {
        const frame = frameOf({ ...parts, total: parts.data.length })
        const packet = encodeFrame(frame)
        const padded = new Uint8Array(before + packet.length + 5)
        padded.set(packet, before)
        expect(decodeFrame(padded.subarray(before, before + packet.length))).toEqual(frame)
      },
    ),
  )
})

test('chunks of any split cover the payload once and are never empty', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: maxMessageBytes }),
      fc.integer({ min: 256, max: 70_000 }),
      (total, packetBytes) => {
        const room = dataBytes(packetBytes, 64)
        const count = Math.ceil(total / room)
        let end = 0
        for (let index = 0; index < count; index++) {
          const start = chunkOffset(total, count, index)
          expect(start).toBe(end)
          end = chunkOffset(total, count, index + 1)
          expect(end - start).toBeGreaterThan(0)
          expect(end - start).toBeLessThanOrEqual(room)
        }
        expect(end).toBe(total)
      },
    ),
  )
})

test.each([
  ['an empty packet', new Uint8Array(0)],
  ['a short header', encodeFrame(frameOf()).subarray(0, 13)],
  ['another version', encodeFrame(frameOf()).map((byte, at) => (at === 0 ? 0x22 : byte))],
  ['an unknown flag', encodeFrame(frameOf()).map((byte, at) => (at === 0 ? byte | 4 : byte))],
  ['a topic beyond the packet', encodeFrame(frameOf()).map((byte, at) => (at === 13 ? 60 : byte))],
  ['a topic over 64 bytes', encodeFrame(frameOf({ topic: new Uint8Array(65) }))],
  ['no chunks', encodeFrame(frameOf({ count: 0 }))],
  ['an index out of range', encodeFrame(frameOf({ index: 2, count: 2, total: 6 }))],
  ['less data than announced', encodeFrame(frameOf({ total: 4 }))],
  ['more data than announced', encodeFrame(frameOf({ total: 2 }))],
  [
    'a chunk count that leaves chunks empty',
    encodeFrame(frameOf({ index: 0, count: 4, total: 5, data: new Uint8Array(2) })),
  ],
  ['reassembly over 64 KiB', encodeFrame(frameOf({ count: 2, total: 80_000, data: new Uint8Array(40_000) }))],
])('refuses %s', (_what, packet) => {
  expect(decodeFrame(packet)).toBeNull()
})

test('never throws on garbage', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (packet) => {
      packet[0] = 0x12
      decodeFrame(packet)
    }),
    { numRuns: 2000 },
  )
})
