import { expect, test } from 'vitest'
import { levelOfLivekitStats, mapLivekitStats } from './map-livekit-stats.ts'

const layer = (id: string, width: number, bytes: number) => ({
  id,
  type: 'outbound-rtp',
  remoteId: `remote-${id}`,
  frameWidth: width,
  frameHeight: width / 2,
  framesPerSecond: 30,
  bytesSent: bytes,
  packetsSent: 10,
})

test('layers of one video are one record: sums, and the picture of the largest', () => {
  const report = [
    layer('q', 320, 100),
    layer('f', 1280, 900),
    { id: 'remote-q', type: 'remote-inbound-rtp', packetsLost: 1, jitter: 0.5, roundTripTime: 0.9 },
    { id: 'remote-f', type: 'remote-inbound-rtp', packetsLost: 2, jitter: 0.01, roundTripTime: 0.04 },
  ]
  expect(mapLivekitStats(report, 'camera', 'outbound')).toEqual([
    {
      track: 'camera',
      direction: 'outbound',
      bytes: 1000,
      packets: 20,
      packetsLost: 3,
      jitterMs: 10,
      roundTripMs: 40,
      framesPerSecond: 30,
      width: 1280,
      height: 640,
    },
  ])
})

test('what is received, with the round trip of its transport; unknown is absent', () => {
  const report = [
    {
      id: 'in',
      type: 'inbound-rtp',
      transportId: 't',
      bytesReceived: 500,
      packetsReceived: 5,
      packetsLost: 1,
      jitter: 0.002,
      concealedSamples: 7,
      totalSamplesReceived: 48_000,
      audioLevel: 0.25,
    },
    { id: 't', type: 'transport', selectedCandidatePairId: 'pair' },
    { id: 'pair', type: 'candidate-pair', currentRoundTripTime: 0.012 },
  ]
  expect(mapLivekitStats(report, 'TR_1', 'inbound')).toEqual([
    {
      track: 'TR_1',
      direction: 'inbound',
      bytes: 500,
      packets: 5,
      packetsLost: 1,
      jitterMs: 2,
      roundTripMs: 12,
      concealedSamples: 7,
      totalSamples: 48_000,
    },
  ])
  expect(levelOfLivekitStats(report)).toBe(0.25)
  expect(mapLivekitStats([], 'TR_1', 'inbound')).toEqual([])
  expect(levelOfLivekitStats([])).toBe(0)
})
