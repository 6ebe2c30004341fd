import { expect, test } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { Meter } from './meter.ts'
import { networkQuality, qualityOfTrack, watchQuality } from './network-quality.ts'
import type { RoomStats, TrackStats } from './stats-meter.ts'

const track = (changes: Partial<TrackStats> = {}): TrackStats => ({
  direction: 'inbound',
  source: 'camera',
  trackId: 'track-1',
  participantId: 'participant-1',
  idle: false,
  bitrate: 500_000,
  packetLoss: null,
  jitterMs: null,
  roundTripMs: null,
  framesPerSecond: null,
  width: null,
  height: null,
  concealment: null,
  ...changes,
})

test.each([
  [{ packetLoss: 0 }, 5],
  [{ packetLoss: 0.01 }, 4],
  [{ packetLoss: 0.03 }, 3],
  [{ packetLoss: 0.07 }, 2],
  [{ packetLoss: 0.15 }, 1],
  [{ packetLoss: 1 }, 1],
  [{ roundTripMs: 149 }, 5],
  [{ roundTripMs: 1200 }, 1],
  [{ jitterMs: 60 }, 3],
  [{ concealment: 0.1 }, 2],
  [{ packetLoss: 0, roundTripMs: 20, jitterMs: 150, concealment: 0 }, 2],
  [{ bitrate: 0, roundTripMs: 20 }, 0],
  [{ bitrate: 0, idle: true }, null],
  [{ bitrate: 0, direction: 'outbound' as const, packetLoss: 0 }, 5],
  [{}, null],
])('%o is %s', (changes, quality) => {
  expect(qualityOfTrack(track(changes))).toBe(quality)
})

test('one stream of several that stalls is bad, all of them is lost', () => {
  const microphone = track({ source: 'microphone', jitterMs: 10 })
  expect(networkQuality([track({ bitrate: 0 }), microphone]).get('participant-1')).toBe(1)
  expect(networkQuality([track({ bitrate: 0 }), { ...microphone, bitrate: 0 }]).get('participant-1')).toBe(0)
  expect(networkQuality([track({ bitrate: 0 }), { ...microphone, idle: true }]).get('participant-1')).toBe(0)
  expect(networkQuality([track({ idle: true })]).get('participant-1')).toBe(null)
})

test('one bad peer is not our bad line, all bad peers are', () => {
  const mesh = (losses: readonly number[]) =>
    networkQuality(
      losses.flatMap((packetLoss, index) => {
        const participantId = `participant-${index}`
        return [
          track({ participantId, packetLoss: 0 }),
          track({ direction: 'outbound', trackId: null, participantId, packetLoss }),
        ]
      }),
    ).get('self')
  expect(mesh([0.5, 0])).toBe(5)
  expect(mesh([0.5, 0.1])).toBe(2)
  expect(mesh([0.5, 0.5])).toBe(1)
  expect(networkQuality([]).get('self')).toBe(null)
  expect(networkQuality([track({ packetLoss: 0.04 })]).get('self')).toBe(3)
})

test('samples every 5 s in the background and reports changes only', async () => {
  const clock = new FakeClock()
  let samples = 0
  let tracks = [track({ packetLoss: 0 })]
  const meter = new Meter<RoomStats>({
    clock,
    everyMs: 2000,
    initial: { at: 0, tracks: [] },
    sample: () => {
      samples++
      return { at: clock.now(), tracks }
    },
  })
  const reports: unknown[] = []
  const stop = watchQuality(meter, (...report) => reports.push(report))
  await clock.advanceAsync(30_000)
  expect(samples).toBe(7)
  expect(reports).toEqual([
    ['participant-1', 5],
    ['self', 5],
  ])
  tracks = [track({ packetLoss: 0.2 })]
  await clock.advanceAsync(5000)
  expect(reports.slice(2)).toEqual([
    ['participant-1', 1],
    ['self', 1],
  ])
  stop()
  expect(clock.pending).toBe(0)
})
