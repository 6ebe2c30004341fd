import { expect, it } from 'vitest'
import { jobsOf } from './jobs-of.ts'

it('puts cases of one act together and keeps the order otherwise', () => {
  const cases = [{ id: 1 }, { id: 2, act: 'a' }, { id: 3, act: 'b' }, { id: 4 }, { id: 5, act: 'a' }]
  expect(jobsOf(cases).map((job) => job.map(({ id }) => id))).toEqual([[1], [2, 5], [3], [4]])
})
