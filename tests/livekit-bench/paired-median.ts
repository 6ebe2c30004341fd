import { randomNumbers } from '../../packages/conformance/src/runner/random-numbers.ts'

/** A median and the interval it lies in with 95 % confidence. */
export interface MedianEstimate {
  readonly median: number
  readonly low: number
  readonly high: number
}

const resamples = 10_000

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/**
 * The median with its percentile bootstrap interval (Efron 1979): medians of samples drawn from the sample itself, with
 * replacement; the 2.5th and the 97.5th percentile of them. The same numbers give the same interval.
 */
export function estimateMedian(numbers: readonly number[]): MedianEstimate {
  const random = randomNumbers(1)
  const medians = Array.from({ length: resamples }, () =>
    median(numbers.map(() => numbers[Math.floor(random() * numbers.length)] ?? Number.NaN)),
  ).sort((left, right) => left - right)
  const percentile = (share: number) => medians[Math.ceil(share * resamples) - 1] ?? Number.NaN
  return { median: median(numbers), low: percentile(0.025), high: percentile(0.975) }
}

/** One figure of both subjects, measured one after the other. */
export interface Pair {
  readonly raw: number
  readonly televid: number
}

export interface PairedFigures {
  /** Medians of each subject. */
  readonly raw: number
  readonly televid: number
  /** `televid - raw` of each pair. */
  readonly difference: MedianEstimate
  /** `televid / raw` of each pair. */
  readonly ratio: MedianEstimate
}

export function comparePairs(pairs: readonly Pair[]): PairedFigures {
  return {
    raw: median(pairs.map(({ raw }) => raw)),
    televid: median(pairs.map(({ televid }) => televid)),
    difference: estimateMedian(pairs.map(({ raw, televid }) => televid - raw)),
    ratio: estimateMedian(pairs.map(({ raw, televid }) => televid / raw)),
  }
}
