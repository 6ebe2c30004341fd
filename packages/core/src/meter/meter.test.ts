import { expect, test } from 'vitest'
import type { LevelsFacet } from '../adapter/facet.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { createLevelMeter } from './level-meter.ts'
import { Meter } from './meter.ts'

test('samples from the first subscriber to the last', async () => {
  const clock = new FakeClock()
  let samples = 0
  const meter = new Meter({ clock, everyMs: 100, initial: 0, sample: () => ++samples })
  await clock.advanceAsync(500)
  expect(samples).toBe(0)
  const first: number[] = []
  const second: number[] = []
  const stopFirst = meter.subscribe((value) => first.push(value))
  const stopSecond = meter.subscribe((value) => second.push(value))
  await clock.advanceAsync(250)
  expect(first).toEqual([1, 2, 3])
  expect(second).toEqual([1, 2, 3])
  expect(meter.latest).toBe(3)
  stopFirst()
  stopFirst()
  await clock.advanceAsync(100)
  expect(first.length).toBe(3)
  expect(second.length).toBe(4)
  stopSecond()
  expect(clock.pending).toBe(0)
  expect(meter.latest).toBe(0)
  await clock.advanceAsync(500)
  expect(samples).toBe(4)
})

test('one listener subscribed twice is two subscriptions', async () => {
  const clock = new FakeClock()
  let calls = 0
  const meter = new Meter({ clock, everyMs: 100, initial: 0, sample: () => 1 })
  const listener = () => {
    calls++
  }
  const stops = [meter.subscribe(listener), meter.subscribe(listener)]
  await clock.advanceAsync(0)
  expect(calls).toBe(2)
  stops[0]?.()
  await clock.advanceAsync(100)
  expect(calls).toBe(3)
  stops[1]?.()
  expect(clock.pending).toBe(0)
})

test('the fastest subscriber sets the pace, at once and only while it is there', async () => {
  const clock = new FakeClock(0)
  const at: number[] = []
  const meter = new Meter({
    clock,
    everyMs: 1000,
    initial: 0,
    sample: () => {
      at.push(clock.now())
      return 1
    },
  })
  const stopSlow = meter.subscribe(() => {}, 5000)
  await clock.advanceAsync(5500)
  expect(at).toEqual([0, 5000])
  const stopFast = meter.subscribe(() => {})
  await clock.advanceAsync(1500)
  expect(at).toEqual([0, 5000, 6000, 7000])
  stopFast()
  await clock.advanceAsync(10_000)
  expect(at).toEqual([0, 5000, 6000, 7000, 8000, 13_000])
  stopSlow()
})

test('quick leaving and coming back does not sample faster than the pace', async () => {
  const clock = new FakeClock()
  let samples = 0
  const meter = new Meter({ clock, everyMs: 100, initial: 0, sample: () => ++samples })
  for (let turn = 0; turn < 19; turn++) {
    const stop = meter.subscribe(() => {})
    await clock.advanceAsync(10)
    stop()
  }
  expect(samples).toBe(2)
})

test('samples never overlap, a failed one is left out, and one that ends after the last subscriber is dropped', async () => {
  const clock = new FakeClock()
  const waiting: { resolve: (value: number) => void; reject: (error: Error) => void }[] = []
  const meter = new Meter<number>({
    clock,
    everyMs: 100,
    initial: 0,
    sample: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
  })
  const got: number[] = []
  const stop = meter.subscribe((value) => got.push(value))
  await clock.advanceAsync(1000)
  const stopOther = meter.subscribe(() => {})
  await clock.advanceAsync(1000)
  stopOther()
  expect(waiting.length).toBe(1)
  waiting[0]?.resolve(1)
  await clock.advanceAsync(0)
  expect(waiting.length).toBe(2)
  waiting[1]?.reject(new Error('closed'))
  await clock.advanceAsync(100)
  expect(waiting.length).toBe(3)
  stop()
  waiting[2]?.resolve(3)
  await clock.advanceAsync(100)
  expect(got).toEqual([1])
  expect(meter.latest).toBe(0)
  expect(clock.pending).toBe(0)
})

test('levels are named, kept in 0..1, and follow the session that is open', async () => {
  const clock = new FakeClock()
  const state: { facet: LevelsFacet | undefined } = { facet: undefined }
  const meter = createLevelMeter({
    clock,
    environment: new FakeMediaEnvironment(),
    microphone: () => null,
    facet: () => state.facet,
    nameOf: (key) => (key === 'gone' ? undefined : key === 'self' ? key : `participant ${key}`),
  })
  const stop = meter.subscribe(() => {})
  await clock.advanceAsync(0)
  expect(meter.latest.size).toBe(0)
  state.facet = {
    sample: () =>
      new Map([
        ['self', 0.5],
        ['a', 1.5],
        ['b', Number.NaN],
        ['c', -1],
        ['gone', 0.3],
      ]),
  }
  await clock.advanceAsync(200)
  expect([...meter.latest]).toEqual([
    ['self', 0.5],
    ['participant a', 1],
  ])
  stop()
  expect(clock.pending).toBe(0)
})

test('the own level comes from the microphone where the provider does not tell it, and nothing listens unobserved', async () => {
  const clock = new FakeClock()
  const environment = new FakeMediaEnvironment()
  environment.level = 0.25
  const [first, second] = [environment.devices.createTrack('audio'), environment.devices.createTrack('audio')]
  const state: { facet?: LevelsFacet; microphone: MediaStreamTrack | null } = { microphone: null }
  const meter = createLevelMeter({
    clock,
    environment,
    facet: () => state.facet,
    microphone: () => state.microphone,
    nameOf: (key) => key,
  })
  const stop = meter.subscribe(() => {})
  await clock.advanceAsync(0)
  expect([...meter.latest], 'no microphone').toEqual([])
  state.microphone = first
  await clock.advanceAsync(200)
  expect([...meter.latest], 'before a session').toEqual([['self', 0.25]])
  state.microphone = second
  await clock.advanceAsync(200)
  expect([...environment.probed], 'another device').toEqual([second])
  state.facet = { sample: () => new Map([['a', 0.5]]) }
  await clock.advanceAsync(200)
  expect([...meter.latest], 'told of others only').toEqual([
    ['a', 0.5],
    ['self', 0.25],
  ])
  state.facet = { sample: () => new Map([['self', 0.75]]) }
  await clock.advanceAsync(400)
  expect([...meter.latest], 'told').toEqual([['self', 0.75]])
  expect(environment.probed.size).toBe(0)
  state.facet = { sample: () => new Map() }
  await clock.advanceAsync(400)
  expect(environment.probed.size).toBe(1)
  stop()
  expect(environment.probed.size, 'unobserved').toBe(0)
})

test('a sample that outlasts the last observer leaves no probe behind', async () => {
  const clock = new FakeClock()
  const environment = new FakeMediaEnvironment()
  const microphone = environment.devices.createTrack('audio')
  let answer = (_: ReadonlyMap<string, number>) => {}
  const facet: LevelsFacet = {
    sample: () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  }
  const meter = createLevelMeter({
    clock,
    environment,
    facet: () => facet,
    microphone: () => microphone,
    nameOf: (key) => key,
  })
  const stop = meter.subscribe(() => {})
  await clock.advanceAsync(0)
  expect(environment.probed.size).toBe(1)
  stop()
  answer(new Map())
  await clock.advanceAsync(1000)
  expect(environment.probed.size).toBe(0)
})
