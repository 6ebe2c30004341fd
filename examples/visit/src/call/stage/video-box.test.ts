import { expect, it } from 'vitest'
import { videoBox } from './video-box.ts'

const whole = { width: 1, height: 1 }
const shapes = { upright: 9 / 16, square: 1, wide: 16 / 9, phone: 344 / 620, laptop: 1264 / 684, strip: 3 }

it('fills the tile with a picture of about its shape, and before the shape is known', () => {
  expect(videoBox(16 / 9, 4 / 3)).toEqual(whole)
  expect(videoBox(4 / 3, 16 / 9)).toEqual(whole)
  expect(videoBox(null, 2)).toEqual(whole)
})

it('shows bars beside an upright picture in a wide tile, and above a wide one in an upright tile', () => {
  expect(videoBox(9 / 16, 16 / 9).width).toBeLessThan(0.7)
  expect(videoBox(9 / 16, 16 / 9).height).toBe(1)
  expect(videoBox(16 / 9, 9 / 16).height).toBeLessThan(0.7)
  expect(videoBox(16 / 9, 9 / 16).width).toBe(1)
})

it('always shows most of the picture, and never leaves the tile', () => {
  for (const picture of Object.values(shapes)) {
    for (const tile of Object.values(shapes)) {
      const { width, height } = videoBox(picture, tile)
      const box = (tile * width) / height
      expect(Math.min(box / picture, picture / box)).toBeGreaterThanOrEqual(9 / 16 - 1e-9)
      expect(Math.max(width, height)).toBe(1)
    }
  }
})
