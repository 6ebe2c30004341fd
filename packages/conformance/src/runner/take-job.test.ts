import { expect, it } from 'vitest'
import { takeJob } from './take-job.ts'

const jobs = () => [[{ id: 1 }], [{ id: 2, waits: true as const }], [{ id: 3 }, { id: 4, waits: true as const }]]
const order = (lane: number) => {
  const queue = jobs()
  return jobs().map(() => takeJob(queue, lane)?.map(({ id }) => id))
}

it('gives the first lane what waits last, and the others first', () => {
  expect(order(0)).toEqual([[1], [2], [3, 4]])
  expect(order(1)).toEqual([[2], [3, 4], [1]])
  expect(order(2)).toEqual(order(1))
})

it('gives nothing when nothing is left', () => {
  expect(takeJob([], 0)).toBeUndefined()
})
