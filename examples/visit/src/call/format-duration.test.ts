import { expect, it } from 'vitest'
import { formatDuration } from './format-duration.ts'

it.each([
  [-5, '0:00'],
  [999, '0:00'],
  [5_000, '0:05'],
  [65_000, '1:05'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [36_065_000, '10:01:05'],
])('%i ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})
