import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NetworkQuality } from '../adapter/fact.ts'
import { type AudioOnlyInput, decideAudioOnly, initialAudioOnly } from './audio-only-policy.ts'

/** Runs the policy the way core does: at each change of an input and whenever it asked to be woken. */
function bench(start: Partial<AudioOnlyInput> = {}) {
  let state = initialAudioOnly
  let input: AudioOnlyInput = {
    at: 0,
    connection: 'connected',
    lost: undefined,
    quality: 5,
    app: false,
    fallback: true,
    ...start,
  }
  const changes: string[] = []
  const phones: number[] = []
  let wakeAt: number | null = null
  let last = ''
  const decide = () => {
    const decision = decideAudioOnly(state, input)
    state = decision.state
    wakeAt = decision.wakeAt
    if (decision.suggestPhone) phones.push(input.at)
    const shown = `${decision.audioOnly.active ? decision.audioOnly.cause : 'video'}@${input.at / 1000}`
    if (shown.split('@')[0] !== last) changes.push(shown)
    last = shown.split('@')[0] ?? ''
  }
  decide()
  return {
    changes,
    phones,
    set: (change: Partial<AudioOnlyInput>) => {
      input = { ...input, ...change }
      decide()
    },
    advance: (seconds: number) => {
      const end = input.at + seconds * 1000
      while (wakeAt !== null && wakeAt <= end) {
        const at: number = wakeAt
        expect(at).toBeGreaterThan(input.at)
        input = { ...input, at }
        decide()
      }
      input = { ...input, at: end }
    },
  }
}

test('falls back after 8 s of a bad line and returns after 15 s of a good one', () => {
  const line = bench()
  line.advance(60)
  line.set({ quality: 1 })
  line.advance(30)
  line.set({ quality: 2 })
  line.advance(30)
  line.set({ quality: 4 })
  line.advance(14)
  line.set({ quality: 3 })
  line.advance(30)
  expect(line.changes).toEqual(['video@0', 'network@68', 'video@135'])
  expect(line.phones).toEqual([])
})

test('only a continuous bad line counts, and an unknown quality is no evidence', () => {
  const line = bench()
  for (let turn = 0; turn < 10; turn++) {
    line.set({ quality: 1 })
    line.advance(7)
    line.set({ quality: turn % 2 ? 2 : null })
    line.advance(1)
  }
  expect(line.changes).toEqual(['video@0'])
})

test('reconnecting counts as bad unless signaling alone is lost, whatever quality was said before', () => {
  const fallsBack = (start: Partial<AudioOnlyInput>, lost?: AudioOnlyInput['lost']) => {
    const line = bench(start)
    line.set({ connection: 'reconnecting', lost })
    line.advance(20)
    return line.changes.join()
  }
  expect(fallsBack({ quality: null })).toBe('video@0,network@8')
  expect(fallsBack({ quality: 4 }, 'media')).toBe('video@0,network@8')
  expect(fallsBack({ quality: 1 }, 'signaling')).toBe('video@0,network@8')
  expect(fallsBack({ quality: 4 }, 'signaling')).toBe('video@0')
  expect(fallsBack({ quality: null }, 'signaling')).toBe('video@0')
})

test('what the app asks for comes first, and the network is taken up again after it', () => {
  const line = bench()
  line.set({ quality: 1 })
  line.advance(2)
  line.set({ app: true })
  line.advance(10)
  line.set({ app: false })
  line.advance(10)
  expect(line.changes).toEqual(['video@0', 'app@2', 'network@12'])
  const good = bench({ app: true })
  good.advance(100)
  good.set({ app: false })
  expect(good.changes).toEqual(['app@0', 'video@100'])
})

test('without fallback the line changes nothing; turned off during one, video returns', () => {
  const off = bench({ fallback: false, quality: 0 })
  off.advance(100)
  expect(off.changes).toEqual(['video@0'])
  const line = bench({ quality: 1 })
  line.advance(10)
  line.set({ fallback: false })
  expect(line.changes).toEqual(['video@0', 'network@8', 'video@10'])
})

test('suggests the phone once, after 20 s of a lost line with video off already', () => {
  const line = bench({ quality: 0 })
  line.advance(27)
  expect(line.phones).toEqual([])
  line.advance(100)
  expect(line.phones).toEqual([28_000])
  line.set({ quality: 5 })
  line.advance(60)
  line.set({ quality: 0 })
  line.advance(60)
  expect(line.phones).toEqual([28_000])
  const poor = bench({ quality: 1 })
  poor.advance(100)
  expect(poor.phones).toEqual([])
  const asked = bench({ quality: 0, app: true, fallback: false })
  asked.advance(100)
  expect(asked.phones).toEqual([20_000])
})

test('never flaps: two automatic changes are at least 20 s apart, whatever the line does', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          quality: fc.constantFrom<NetworkQuality>(0, 0, 1, 1, 2, 3, 5, 5, null),
          connection: fc.constantFrom('connected' as const, 'connected' as const, 'reconnecting' as const),
          seconds: fc.integer({ min: 1, max: 40 }),
        }),
        { maxLength: 40 },
      ),
      (steps) => {
        const line = bench()
        for (const { seconds, ...change } of steps) {
          line.set(change)
          line.advance(seconds)
        }
        const times = line.changes.slice(1).map((change) => Number(change.split('@')[1]))
        times.forEach((time, index) => {
          expect(time - (times[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(20)
        })
        expect(line.phones.length).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 500 },
  )
})

test('outside a call nothing is bad', () => {
  for (const connection of ['idle', 'joining', 'waiting', 'disconnected'] as const) {
    const line = bench({ connection, quality: 0 })
    line.advance(100)
    expect([...line.changes, ...line.phones]).toEqual(['video@0'])
  }
})
