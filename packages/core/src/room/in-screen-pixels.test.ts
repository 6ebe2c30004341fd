import { afterEach, expect, it, vi } from 'vitest'
import { inScreenPixels } from './in-screen-pixels.ts'

afterEach(() => vi.unstubAllGlobals())

it.each([
  [undefined, { width: 160, height: 91 }],
  [1.5, { width: 240, height: 136 }],
  [3, { width: 320, height: 181 }],
])('at %s pixels to a CSS pixel', (ratio, size) => {
  vi.stubGlobal('devicePixelRatio', ratio)
  expect(inScreenPixels({ width: 160, height: 90.5 })).toEqual(size)
})
