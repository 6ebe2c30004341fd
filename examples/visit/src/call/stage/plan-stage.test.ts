import { describe, expect, it } from 'vitest'
import { planStage } from './plan-stage.ts'
import type { Rectangle } from './rectangle.ts'

const laptop = { width: 1264, height: 684 }
const phone = { width: 344, height: 620 }
const sideways = { width: 724, height: 270 }
const screens = { laptop, phone, sideways }

const right = ({ x, width }: Rectangle) => x + width
const bottom = ({ y, height }: Rectangle) => y + height
const apart = (one: Rectangle, other: Rectangle) =>
  right(one) <= other.x || right(other) <= one.x || bottom(one) <= other.y || bottom(other) <= one.y

it('shows oneself large while nobody else is there', () => {
  const plan = planStage({ ...laptop, people: 0, share: false, self: true })
  expect(plan.self).toEqual({ x: 0, y: 0, ...laptop })
  expect(plan.selfInCorner).toBe(false)
})

describe.each(Object.entries(screens))('two people on a %s', (_, screen) => {
  it('are one large and oneself small in the corner', () => {
    const plan = planStage({ ...screen, people: 1, share: false, self: true })
    expect(plan.people).toEqual([{ x: 0, y: 0, ...screen }])
    const own = plan.self
    if (!own) throw new Error('no own picture')
    expect(plan.selfInCorner).toBe(true)
    expect(own.width * own.height).toBeLessThan(0.15 * screen.width * screen.height)
    // Large enough for the button that hides it.
    expect(Math.min(own.width, own.height)).toBeGreaterThanOrEqual(60)
    expect(right(own)).toBeLessThan(screen.width)
    expect(bottom(own)).toBeLessThan(screen.height)
  })
})

it('leaves the own picture out when it is hidden', () => {
  for (const people of [0, 1, 4]) {
    expect(planStage({ ...laptop, people, share: false, self: false }).self).toBeNull()
    expect(planStage({ ...laptop, people, share: true, self: false }).self).toBeNull()
  }
})

it('gives oneself the last place of a grid', () => {
  const plan = planStage({ ...laptop, people: 3, share: false, self: true })
  expect(plan.people).toHaveLength(3)
  const own = plan.self
  if (!own) throw new Error('no own picture')
  expect(plan.people.every((tile) => apart(tile, own))).toBe(true)
})

describe.each(Object.entries(screens))('a shared screen on a %s', (_, screen) => {
  it.each([0, 1, 2, 3, 5, 8, 20])('is large beside %i people', (people) => {
    const plan = planStage({ ...screen, people, share: true, self: true })
    const { share, self, more } = plan
    if (!share) throw new Error('no share')
    expect(share.width * share.height).toBeGreaterThan(0.6 * screen.width * screen.height)
    const all = [share, ...plan.people, ...(self ? [self] : []), ...(more ? [more] : [])]
    for (const [index, tile] of all.entries()) {
      expect(right(tile)).toBeLessThanOrEqual(screen.width + 0.01)
      expect(bottom(tile)).toBeLessThanOrEqual(screen.height + 0.01)
      for (const other of all.slice(index + 1)) expect(apart(tile, other)).toBe(true)
    }
    // Nobody gets lost: whoever has no tile is behind the button.
    expect(more !== null).toBe(plan.people.length < people)
    expect(plan.visiblePeople).toBe(plan.people.length)
  })
})

it('drops the own picture from the strip before anybody else', () => {
  const counts = Array.from({ length: 12 }, (_, people) => planStage({ ...laptop, people, share: true, self: true }))
  const firstWithout = counts.findIndex(({ self }) => self === null)
  expect(firstWithout).toBeGreaterThan(2)
  expect(counts[firstWithout]?.people).toHaveLength(firstWithout)
  expect(counts[firstWithout]?.more).toBeNull()
})

it('places nothing before it is measured', () => {
  expect(planStage({ width: 0, height: 0, people: 2, share: true, self: true })).toMatchObject({
    people: [],
    self: null,
  })
})
