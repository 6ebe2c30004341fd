import { expect, it } from 'vitest'
import { takeJob } from './take-job.ts'

const jobs = () => [[{ id: 1 }], [{ id: 2, waits: true as const }], [{ id: 3 }, { id: 4, waits: true as const }]]
const order = (lane: number) => {
  const queue = jobs()
  return jobs().map(() => takeJob(queue, lane, 2)?.map(({ id }) => id))
}

it('gives the first lane what waits last, and the others first', () => {
  expect(order(0)).toEqual([[1], [2], [3, 4]])
  expect(order(1)).toEqual([[2], [3, 4], [1]])
})

it('gives a lane without a processor what waits and nothing else', () => {
  expect(order(2)).toEqual([[2], [3, 4], undefined])
})

it('gives the first lane everything, whatever the machine has', () => {
  const queue = jobs()
  expect(jobs().map(() => takeJob(queue, 0, 1)?.length)).toEqual([1, 1, 2])
})

it('gives nothing when nothing is left', () => {
  expect(takeJob([], 0)).toBeUndefined()
})
