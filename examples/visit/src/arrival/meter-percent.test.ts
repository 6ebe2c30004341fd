import { describe, expect, it } from 'vitest'
import { heardLevel, meterPercent } from './meter-percent.ts'

describe('meterPercent', () => {
  it('is empty for silence and for what is not known', () => {
    expect(meterPercent(null)).toBe(0)
    expect(meterPercent(0)).toBe(0)
    expect(meterPercent(0.001)).toBe(0)
  })

  it('is full for loud speech and never more', () => {
    expect(meterPercent(0.3)).toBe(100)
    expect(meterPercent(1)).toBe(100)
  })

  it('rises by the same for the same number of decibels', () => {
    const [low, middle, high] = [0.01, 0.03, 0.09].map(meterPercent)
    expect(middle).toBeGreaterThan(low ?? 100)
    expect(Math.abs((high ?? 0) - 2 * (middle ?? 0) + (low ?? 0))).toBeLessThanOrEqual(1)
  })

  it('shows something wherever somebody counts as heard', () => {
    expect(meterPercent(heardLevel)).toBeGreaterThan(20)
  })
})
