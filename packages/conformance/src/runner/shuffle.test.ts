import { expect, it } from 'vitest'
import { shuffleWithinGroups } from './shuffle.ts'

const cases = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'b/1', 'b/2', 'b/3', 'b/4', 'a/6'].map((id) => ({ id }))
const ids = (seed: number) => shuffleWithinGroups(cases, seed).map(({ id }) => id)

it('gives each case once, group after group', () => {
  expect([...ids(7)].sort()).toEqual(cases.map(({ id }) => id).sort())
  expect(ids(7).map((id) => id[0])).toEqual([...'aaaaaabbbb'])
})

it('gives one order per seed', () => {
  expect(ids(7)).toEqual(ids(7))
  expect(new Set([1, 2, 3, 4, 5].map((seed) => ids(seed).join())).size).toBeGreaterThan(3)
})
