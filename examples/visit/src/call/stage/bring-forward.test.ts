import { expect, it } from 'vitest'
import { bringForward } from './bring-forward.ts'

const order = ['ana', 'ben', 'cleo', 'dan', 'eva']

it('moves nobody when the speaker is in sight', () => {
  expect(bringForward(order, 'ben', 3, new Map())).toBe(order)
})

it('gives the speaker the place of whoever spoke longest ago, and moves nobody else', () => {
  const spokeAt = new Map([
    ['ana', 30],
    ['ben', 10],
    ['cleo', 20],
  ])
  expect(bringForward(order, 'eva', 3, spokeAt)).toEqual(['ana', 'eva', 'cleo', 'dan', 'ben'])
})

it('takes the last place when nobody has spoken', () => {
  expect(bringForward(order, 'dan', 3, new Map())).toEqual(['ana', 'ben', 'dan', 'cleo', 'eva'])
})

it('ignores people who are not there, and a stage without a place', () => {
  expect(bringForward(order, 'zoe', 3, new Map())).toBe(order)
  expect(bringForward(order, 'eva', 0, new Map())).toBe(order)
})
