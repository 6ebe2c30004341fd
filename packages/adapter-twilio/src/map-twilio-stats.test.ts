import { expect, test } from 'vitest'
import { levelsOfTwilioStats, mapTwilioStats } from './map-twilio-stats.ts'

type Reports = Parameters<typeof mapTwilioStats>[0]
const report = (parts: object): Reports[number] => ({
  peerConnectionId: 'p',
  localAudioTrackStats: [],
  localVideoTrackStats: [],
  remoteAudioTrackStats: [],
  remoteVideoTrackStats: [],
  ...parts,
})
const layer = (width: number, bytesSent: number) => ({
  trackSid: 'MT1',
  bytesSent,
  packetsSent: 10,
  packetsLost: 1,
  jitter: 4,
  roundTripTime: width / 10,
  frameRate: 30,
  dimensions: { width, height: width / 2 },
})
const nameOf = (sid: string) => ({ MT1: 'camera', MT2: 'binding' })[sid]

test('layers, and connections, of one video are one record: sums, and the picture of the largest', () => {
  const reports = [
    report({ localVideoTrackStats: [layer(320, 100), layer(1280, 900)] }),
    report({ localVideoTrackStats: [layer(640, 50)] }),
  ]
  expect(mapTwilioStats(reports, nameOf)).toEqual([
    {
      track: 'camera',
      direction: 'outbound',
      bytes: 1050,
      packets: 30,
      packetsLost: 3,
      jitterMs: 4,
      roundTripMs: 128,
      framesPerSecond: 30,
      width: 1280,
      height: 640,
    },
  ])
})

test('what is received; unknown is absent, and so is a track that nobody knows', () => {
  const entry = { bytesReceived: 500, packetsReceived: 5, packetsLost: 0, jitter: null, audioLevel: null }
  const reports = [
    report({
      remoteAudioTrackStats: [
        { ...entry, trackSid: 'MT2' },
        { ...entry, trackSid: 'MT9' },
      ],
    }),
  ]
  expect(mapTwilioStats(reports, nameOf)).toEqual([
    { track: 'binding', direction: 'inbound', bytes: 500, packets: 5, packetsLost: 0 },
  ])
})

test('levels are 0 to 1, with Twilio 0 to 32,767', () => {
  const reports = [
    report({ remoteAudioTrackStats: [{ trackSid: 'MT1', audioLevel: 32_767 }] }),
    report({
      localAudioTrackStats: [{ trackSid: 'MT4', audioLevel: 7 }],
      remoteAudioTrackStats: [
        { trackSid: 'MT1', audioLevel: 0 },
        { trackSid: 'MT2', audioLevel: 16_383.5 },
        { trackSid: 'MT3', audioLevel: null },
      ],
    }),
  ]
  expect(Object.fromEntries(levelsOfTwilioStats(reports))).toEqual({ MT1: 1, MT2: 0.5, MT3: 0 })
})
