import { describe, expect, test } from 'vitest'
import { mapP2pStats } from './map-p2p-stats.ts'

const names = {
  participant: 'peer-1',
  inbound: (mid: string) => ({ '0': 'voice', '1': 'face' })[mid],
  outbound: (mid: string) => ({ '0': 'microphone' as const })[mid],
}

describe('mapP2pStats', () => {
  test('gives milliseconds, leaves out what is unknown, and names tracks by binding and source', () => {
    const report = [
      { type: 'transport', id: 'T', selectedCandidatePairId: 'P' },
      { type: 'candidate-pair', id: 'P', currentRoundTripTime: 0.025 },
      {
        type: 'inbound-rtp',
        id: 'I0',
        mid: '0',
        bytesReceived: 10,
        packetsReceived: 2,
        packetsLost: 1,
        jitter: 0.004,
        concealedSamples: 5,
        totalSamplesReceived: 50,
      },
      {
        type: 'inbound-rtp',
        id: 'I1',
        mid: '1',
        bytesReceived: 20,
        framesPerSecond: 30,
        frameWidth: 640,
        frameHeight: 480,
      },
      { type: 'outbound-rtp', id: 'O0', mid: '0', bytesSent: 30, packetsSent: 3, remoteId: 'R0' },
      { type: 'remote-inbound-rtp', id: 'R0', packetsLost: 4, jitter: 0.002, roundTripTime: 0.05 },
      { type: 'inbound-rtp', id: 'I9', mid: '9', bytesReceived: 99 },
    ]
    expect(mapP2pStats(report, names)).toEqual([
      {
        track: 'voice',
        direction: 'inbound',
        participant: 'peer-1',
        bytes: 10,
        packets: 2,
        packetsLost: 1,
        jitterMs: 4,
        roundTripMs: 25,
        concealedSamples: 5,
        totalSamples: 50,
      },
      {
        track: 'face',
        direction: 'inbound',
        participant: 'peer-1',
        bytes: 20,
        roundTripMs: 25,
        framesPerSecond: 30,
        width: 640,
        height: 480,
      },
      {
        track: 'microphone',
        direction: 'outbound',
        participant: 'peer-1',
        bytes: 30,
        packets: 3,
        packetsLost: 4,
        jitterMs: 2,
        roundTripMs: 50,
      },
    ])
  })

  test('knows no round trip before a pair is selected', () => {
    const [record] = mapP2pStats([{ type: 'inbound-rtp', id: 'I', mid: '0', bytesReceived: 1 }], names)
    expect(record).toEqual({ track: 'voice', direction: 'inbound', participant: 'peer-1', bytes: 1 })
  })
})
