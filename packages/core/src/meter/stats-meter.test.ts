import { expect, test } from 'vitest'
import type { StatsFacet, StatsRecord } from '../adapter/facet.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createStatsMeter, statsOfInterval, toStatsSample } from './stats-meter.ts'

const inbound = (changes: Partial<StatsRecord> = {}): StatsRecord => ({
  track: 'binding',
  direction: 'inbound',
  bytes: 0,
  ...changes,
})

const figuresOf = (before: StatsRecord, after: StatsRecord, ms = 2000) =>
  statsOfInterval(toStatsSample([before], 0), toStatsSample([after], ms))[0]?.figures

test('counters become rates and shares of the interval', () => {
  expect(
    figuresOf(
      inbound({ bytes: 1000, packets: 100, packetsLost: 10, concealedSamples: 0, totalSamples: 48_000 }),
      inbound({
        bytes: 251_000,
        packets: 190,
        packetsLost: 20,
        jitterMs: 12,
        roundTripMs: 80,
        framesPerSecond: 30,
        width: 640,
        height: 360,
        concealedSamples: 9600,
        totalSamples: 144_000,
      }),
    ),
  ).toEqual({
    bitrate: 1_000_000,
    packetLoss: 0.1,
    jitterMs: 12,
    roundTripMs: 80,
    framesPerSecond: 30,
    width: 640,
    height: 360,
    concealment: 0.1,
  })
})

test('for what we send, lost packets are part of those sent', () => {
  const outbound = (packets: number, packetsLost: number): StatsRecord => ({
    track: 'camera',
    direction: 'outbound',
    bytes: 0,
    packets,
    packetsLost,
  })
  expect(figuresOf(outbound(0, 0), outbound(100, 10))?.packetLoss).toBe(0.1)
})

test('unknown stays unknown', () => {
  expect(figuresOf(inbound(), inbound())).toEqual({
    bitrate: 0,
    packetLoss: null,
    jitterMs: null,
    roundTripMs: null,
    framesPerSecond: null,
    width: null,
    height: null,
    concealment: null,
  })
})

test.each([
  ['bytes', { bytes: 10, packets: 200 }],
  ['packets', { bytes: 9000, packets: 3 }],
  ['samples', { bytes: 9000, packets: 200, totalSamples: 5 }],
])('counters that went back (%s) give no rate', (_which, after) => {
  const before = { bytes: 5000, packets: 100, packetsLost: 7, totalSamples: 100, concealedSamples: 1 }
  expect(figuresOf(inbound(before), inbound({ packetsLost: 0, concealedSamples: 0, ...after }))).toMatchObject({
    bitrate: null,
    packetLoss: null,
    concealment: null,
  })
})

test('a count of lost packets that shrinks is no loss, and no time is no rate', () => {
  expect(
    figuresOf(inbound({ packets: 10, packetsLost: 5 }), inbound({ packets: 20, packetsLost: 3 }))?.packetLoss,
  ).toBe(0)
  expect(figuresOf(inbound(), inbound({ bytes: 100 }), 0)?.bitrate).toBeNull()
})

test('a new binding has no rate first; streams to several peers stay apart; unknown bindings are left out', async () => {
  const clock = new FakeClock()
  let bytes = 0
  let binding = 'first'
  const facet: StatsFacet = {
    sample: async () => {
      bytes += 1000
      return [
        inbound({ track: binding, bytes }),
        inbound({ track: 'unknown', bytes }),
        { track: 'camera', direction: 'outbound', participant: 'a', bytes },
        { track: 'camera', direction: 'outbound', participant: 'b', bytes: bytes * 2 },
      ]
    },
  }
  const meter = createStatsMeter({
    clock,
    facet: () => facet,
    trackOf: (key) =>
      key === 'unknown'
        ? undefined
        : { trackId: 'track-1', participantId: 'participant-1', source: 'camera', idle: false },
    participantIdOf: (key) => `participant ${key}`,
  })
  const stop = meter.subscribe(() => {})
  const rates = () =>
    meter.latest.tracks.map(({ trackId, participantId, bitrate }) => [trackId, participantId, bitrate])
  await clock.advanceAsync(0)
  expect(rates()).toEqual([
    ['track-1', 'participant-1', null],
    [null, 'participant a', null],
    [null, 'participant b', null],
  ])
  await clock.advanceAsync(2000)
  expect(rates()).toEqual([
    ['track-1', 'participant-1', 4000],
    [null, 'participant a', 4000],
    [null, 'participant b', 8000],
  ])
  expect(meter.latest.at).toBe(clock.now())
  binding = 'second'
  await clock.advanceAsync(2000)
  expect(rates()[0]).toEqual(['track-1', 'participant-1', null])
  stop()
  expect(meter.latest.tracks).toEqual([])
  expect(clock.pending).toBe(0)
})

test('counters of another session are no base', async () => {
  const clock = new FakeClock()
  const session = (bytes: number) => ({ sample: async () => [inbound({ bytes })] })
  let facet = session(1000)
  const meter = createStatsMeter({
    clock,
    facet: () => facet,
    trackOf: () => ({ trackId: 'track-1', participantId: 'participant-1', source: 'camera', idle: false }),
    participantIdOf: () => undefined,
  })
  const stop = meter.subscribe(() => {})
  await clock.advanceAsync(2000)
  expect(meter.latest.tracks[0]?.bitrate).toBe(0)
  facet = session(500_000)
  await clock.advanceAsync(2000)
  expect(meter.latest.tracks[0]?.bitrate).toBeNull()
  stop()
})
