import { describe, expect, it } from 'vitest'
import { planGrid } from './plan-grid.ts'
import type { Rectangle } from './rectangle.ts'

const screens = { phone: [344, 620], phoneOnItsSide: [724, 270], tablet: [752, 900], laptop: [1264, 684] } as const
const gap = 8

function overlaps(left: Rectangle, right: Rectangle): boolean {
  return (
    left.x < right.x + right.width - 0.01 &&
    right.x < left.x + left.width - 0.01 &&
    left.y < right.y + right.height - 0.01 &&
    right.y < left.y + left.height - 0.01
  )
}

describe.each(Object.entries(screens))('a grid on a %s', (_, [width, height]) => {
  it.each([1, 2, 3, 4, 5, 6, 7, 9, 12, 20, 40])('of %i places everybody, inside, apart, in one size', (count) => {
    const { tiles, contentHeight, visible } = planGrid({ count, width, height, gap })
    expect(tiles).toHaveLength(count)
    for (const [index, tile] of tiles.entries()) {
      expect(tile.x).toBeGreaterThanOrEqual(-0.01)
      expect(tile.y).toBeGreaterThanOrEqual(-0.01)
      expect(tile.x + tile.width).toBeLessThanOrEqual(width + 0.01)
      expect(tile.y + tile.height).toBeLessThanOrEqual(contentHeight + 0.01)
      expect(tile.width).toBeCloseTo(tiles[0]?.width ?? 0)
      expect(tile.height).toBeCloseTo(tiles[0]?.height ?? 0)
      for (const other of tiles.slice(index + 1)) expect(overlaps(tile, other)).toBe(false)
    }
    const seen = tiles.filter(({ y, height: tall }) => y + tall <= height + 0.01)
    expect(seen).toHaveLength(visible)
  })

  it.each([1, 2, 3, 4, 5, 6])('of %i uses the space, and crops no face', (count) => {
    const { tiles, contentHeight } = planGrid({ count, width, height, gap })
    const used = tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0) / (width * height)
    // 5 in a long strip is the worst: six cells, one of them empty, and no tile wider than 16:9.
    expect(used).toBeGreaterThan(0.5)
    expect(contentHeight).toBe(height)
    for (const tile of tiles) {
      expect(tile.width / tile.height).toBeGreaterThanOrEqual(0.99)
      expect(tile.width / tile.height).toBeLessThanOrEqual(1.78)
    }
  })
})

it('takes the arrangement that suits the shape', () => {
  const columns = (width: number, height: number) =>
    new Set(planGrid({ count: 4, width, height, gap }).tiles.map(({ x }) => Math.round(x))).size
  expect(columns(1264, 684)).toBe(2)
  expect(columns(1264, 300)).toBe(4)
  expect(columns(300, 900)).toBe(1)
})

it('scrolls when faces would get too small', () => {
  const { contentHeight, tiles, visible } = planGrid({ count: 30, width: 344, height: 620, gap })
  expect(contentHeight).toBeGreaterThan(620)
  expect(tiles[0]?.width).toBeGreaterThanOrEqual(160)
  expect(visible).toBeLessThan(30)
})

it('centers a last row that is not full', () => {
  const { tiles } = planGrid({ count: 3, width: 1000, height: 700, gap })
  const last = tiles[2]
  expect((last?.x ?? 0) + (last?.width ?? 0) / 2).toBeCloseTo(500)
})
