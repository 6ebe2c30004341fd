import { expect, test } from 'vitest'
import { median } from './median.ts'

test.each([
  [[7], 7],
  [[9, 1, 100], 9],
  [[4, 1, 3, 2], 2.5],
])('median of %j', (values, expected) => {
  expect(median(values)).toBe(expected)
})
