import { describe, expect, test } from 'vitest'
import { randomNumbers } from '../../packages/conformance/src/runner/random-numbers.ts'
import { comparePairs, estimateMedian, median } from '../livekit-bench/paired-median.ts'

test('the median of an odd number, an even number and none', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([9, 1, 5, 6])).toBe(5.5)
  expect(median([10, 9, 8, 100])).toBe(9.5)
  expect(median([])).toBeNaN()
})

describe('the bootstrap interval of a median', () => {
  /**
   * It can be computed: of an odd number of values, the resampled median is at most the k-th smallest one when the majority
   * of the draws is, each with a chance of k / size.
   */
  function exactInterval(sorted: readonly number[]) {
    const size = sorted.length
    const majority = (size + 1) / 2
    const chance = (k: number) => {
      let sum = 0
      let ways = 1
      for (let hits = 0; hits <= size; hits += 1) {
        if (hits > 0) ways *= (size - hits + 1) / hits
        if (hits >= majority) sum += ways * (k / size) ** hits * (1 - k / size) ** (size - hits)
      }
      return sum
    }
    const at = (share: number) => sorted[sorted.findIndex((_, index) => chance(index + 1) >= share)] ?? Number.NaN
    return { low: at(0.025), high: at(0.975) }
  }

  test.each([11, 31, 41])('is the one that can be computed for %i values', (size) => {
    const random = randomNumbers(size)
    const values = Array.from({ length: size }, () => Math.exp(4 * random()))
    const sorted = values.toSorted((left, right) => left - right)
    expect(estimateMedian(values)).toEqual({ median: sorted[(size - 1) / 2], ...exactInterval(sorted) })
  })

  test('is a point where all values are the same', () => {
    expect(estimateMedian([7, 7, 7, 7])).toEqual({ median: 7, low: 7, high: 7 })
  })
})

test('pairs are compared pair by pair: what both have in common goes out', () => {
  // Each pair meets another load of the machine, far larger than the difference.
  const loads = [100, 900, 300, 50, 700, 500, 200]
  const figures = comparePairs(loads.map((load) => ({ raw: load, televid: load + 5 })))
  expect(figures).toMatchObject({ raw: 300, televid: 305, difference: { median: 5, low: 5, high: 5 } })
  expect(figures.ratio.median).toBeCloseTo(305 / 300)
  expect(comparePairs([{ raw: 10, televid: 8 }]).difference.median).toBe(-2)
})
