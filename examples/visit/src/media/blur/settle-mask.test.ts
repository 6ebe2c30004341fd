import { describe, expect, test } from 'vitest'
import { settleMask } from './settle-mask.ts'

const settle = (before: number, confidence: number) => {
  const mask = Uint8Array.of(before)
  settleMask(mask, Float32Array.of(confidence))
  return mask[0]
}

describe('settleMask', () => {
  test('comes to rest at what the model says', () => {
    const mask = Uint8Array.of(0, 255, 128)
    for (let frame = 0; frame < 20; frame += 1) settleMask(mask, Float32Array.of(1, 0, 0.5))
    expect([...mask]).toEqual([255, 0, 128])
  })

  test('hides faster than it shows', () => {
    const shown = settle(0, 1) ?? 0
    const hidden = 255 - (settle(255, 0) ?? 0)
    expect(hidden).toBeGreaterThan(shown)
    expect(hidden).toBeGreaterThan(200)
  })

  test.each([
    ['not a number', Number.NaN, 0],
    ['below nothing', -3, 0],
    ['above everything', 7, 153],
  ])('takes %s as room or as the bound', (_name, confidence, expected) => {
    expect(settle(0, confidence)).toBe(expected)
  })
})
