import { expect, test } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { detectSpeakers, noSpeakers, type SpeakerState, watchSpeakers } from './active-speaker-detector.ts'
import { createLevelMeter } from './level-meter.ts'

/** Feeds levels every 200 ms; returns the speakers after each. */
function feed(state: SpeakerState, from: number, samples: readonly Record<string, number>[]) {
  const lists: string[] = []
  let current = state
  samples.forEach((levels, index) => {
    current = detectSpeakers(current, new Map(Object.entries(levels)), from + index * 200)
    lists.push(current.speakers.join())
  })
  return { state: current, lists }
}

const times = (count: number, levels: Record<string, number>) => Array.from({ length: count }, () => levels)

test('enters after 400 ms of speech, leaves after 2 s of silence', () => {
  const { lists } = feed(noSpeakers, 1000, [...times(5, { a: 0.2 }), ...times(12, { a: 0.001 })])
  expect(lists).toEqual(['', '', 'a', 'a', 'a', ...Array(9).fill('a'), '', '', ''])
})

test('a click or a cough makes no speaker, words with pauses do', () => {
  const silence = times(4, { a: 0 })
  expect(feed(noSpeakers, 0, [{ a: 0.9 }, ...silence, { a: 0.9 }, ...silence, { a: 0.9 }]).lists.join('')).toBe('')
  const words = [{ a: 0.3 }, { a: 0 }, { a: 0.3 }, { a: 0.01 }, { a: 0 }, { a: 0.2 }]
  expect(feed(noSpeakers, 0, words).state.speakers).toEqual(['a'])
})

test('background noise below the threshold makes none', () => {
  expect(feed(noSpeakers, 0, times(50, { a: 0.015, b: 0.02 })).state.speakers).toEqual([])
})

test('the loudest is first, and the order changes only for somebody clearly louder', () => {
  const settled = feed(noSpeakers, 0, times(20, { a: 0.1, b: 0.4, self: 0.2 })).state
  expect(settled.speakers).toEqual(['b', 'self', 'a'])
  const close = feed(settled, 4000, times(50, { a: 0.1, b: 0.3, self: 0.4 }))
  expect(new Set(close.lists)).toEqual(new Set(['b,self,a']))
  expect(feed(close.state, 14_000, times(30, { a: 0.1, b: 0.2, self: 0.4 })).state.speakers).toEqual(['self', 'b', 'a'])
})

test('whoever is missing from the levels goes at once', () => {
  const { state } = feed(noSpeakers, 0, times(5, { a: 0.2, b: 0.2 }))
  expect(feed(state, 1000, [{ b: 0.2 }]).state.speakers).toEqual(['b'])
})

test('reports changes only, and silence when stopped', async () => {
  const clock = new FakeClock()
  let levels = new Map([['key', 0.5]])
  const meter = createLevelMeter({
    clock,
    environment: new FakeMediaEnvironment(),
    microphone: () => null,
    facet: () => ({ sample: () => levels }),
    nameOf: (key) => key,
  })
  const reports: string[] = []
  const stop = watchSpeakers(meter, clock, (speakers) =>
    reports.push(speakers.map(({ participant }) => participant).join()),
  )
  await clock.advanceAsync(2000)
  expect(reports).toEqual(['key'])
  levels = new Map([['key', 0]])
  await clock.advanceAsync(3000)
  expect(reports).toEqual(['key', ''])
  levels = new Map([['key', 0.5]])
  await clock.advanceAsync(1000)
  stop()
  expect(reports).toEqual(['key', '', 'key', ''])
  expect(clock.pending).toBe(0)
})
