import { describe, expect, test } from 'vitest'
import { conversationLength, speechLevel } from './speech-rhythm.ts'
import { speechSamples } from './speech-samples.ts'

const times = Array.from({ length: 1_600 }, (_, index) => index / 100)

describe('speechLevel', () => {
  test('is between closed and open, and both', () => {
    const levels = times.map((seconds) => speechLevel(seconds, 0))
    expect(Math.min(...levels)).toBe(0)
    expect(Math.max(...levels)).toBeGreaterThan(0.8)
    expect(Math.max(...levels)).toBeLessThanOrEqual(1)
  })

  test('two people never speak at once, and both do', () => {
    const both = times.map((seconds) => [speechLevel(seconds, 0), speechLevel(seconds, 1)] as const)
    expect(both.filter(([first, second]) => first > 0 && second > 0)).toEqual([])
    for (const turn of [0, 1] as const) expect(both.filter((levels) => levels[turn] > 0).length).toBeGreaterThan(400)
  })

  test('repeats', () => {
    expect(speechLevel(3.3 + 7 * conversationLength, 0)).toBeCloseTo(speechLevel(3.3, 0))
    expect(speechLevel(-12.7, 0)).toBeCloseTo(speechLevel(3.3, 0))
  })
})

test('speechSamples sound where the mouth is open and are never loud', () => {
  const samples = speechSamples({ sampleRate: 8_000, pitch: 120, turn: 0 })
  expect(samples.length).toBe(conversationLength * 8_000)
  const loudest = (from: number, to: number) => Math.max(...samples.subarray(from * 8_000, to * 8_000).map(Math.abs))
  expect(loudest(0.5, 3)).toBeGreaterThan(0.08)
  expect(loudest(9, 16)).toBeLessThan(0.001)
  expect(loudest(0, 8)).toBeLessThan(0.35)
})
