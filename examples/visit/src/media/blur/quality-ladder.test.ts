import { describe, expect, test } from 'vitest'
import { QualityLadder } from './quality-ladder.ts'

function after(frames: number, tookMs: number): QualityLadder {
  const ladder = new QualityLadder()
  for (let frame = 0; frame < frames; frame += 1) ladder.add(tookMs)
  return ladder
}

describe('QualityLadder', () => {
  test('keeps the size on a fast computer', () => {
    expect(after(1_000, 20).height).toBe(720)
  })

  test('does not judge the first second, which is slow everywhere', () => {
    const ladder = after(30, 500)
    for (let frame = 0; frame < 300; frame += 1) ladder.add(20)
    expect(ladder.height).toBe(720)
  })

  test('goes down step by step and stays there', () => {
    expect(after(60, 80).height).toBe(540)
    const ladder = after(1_000, 80)
    expect(ladder.height).toBe(360)
    for (let frame = 0; frame < 300; frame += 1) ladder.add(5)
    expect(ladder.height).toBe(360)
  })

  test.each([
    [1280, 720, 720, 1280, 720],
    [1280, 720, 360, 640, 360],
    [720, 1280, 360, 360, 640],
    [640, 360, 720, 640, 360],
    [1921, 1081, 540, 960, 540],
  ])('%i × %i within %i lines is %i × %i', (width, height, lines, fitWidth, fitHeight) => {
    const ladder = after(lines === 720 ? 0 : lines === 540 ? 60 : 1_000, 80)
    expect(ladder.height).toBe(lines)
    expect(ladder.fit(width, height)).toEqual({ width: fitWidth, height: fitHeight })
  })
})
