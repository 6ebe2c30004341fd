import type { Participant } from './participant.ts'

export interface PictureOptions {
  /** Expected ground color, red green blue 0..255, as `devices.picture` of its sender. */
  readonly color?: readonly [number, number, number]
}

/** Chromium's fake camera changes about 2 % of its pixels between two looks, video noise of a still picture none. */
const moving = 0.004
/** Mean of all pixels: the white bar and the codec lift each channel by some twenty steps. */
const tolerance = 60

/** Whether a video element presents new frames that differ, are not black and, if asked, come from the right person. */
export async function showsMovingPicture(
  { page }: Participant,
  selector: string,
  { color }: PictureOptions = {},
): Promise<boolean> {
  const look = await page.evaluate((asked) => window.bench.look(asked), selector)
  if (look === null || look.frames === 0 || look.changed < moving) return false
  if (color !== undefined) return look.color.every((value, index) => Math.abs(value - (color[index] ?? 0)) < tolerance)
  return Math.max(...look.color) > 20
}
