/** Part of a picture's longer side that is always shown: 16:9 just fills a square; where more is cut off, faces are lost. */
const shownAtLeast = 9 / 16

export interface VideoBox {
  /** Parts of the tile, 0..1. */
  readonly width: number
  readonly height: number
}

/**
 * How much of its tile a picture covers. It fills the tile and is cropped, as long as that leaves enough of it; an upright
 * phone's picture in a wide tile gets bars instead, and so does the other way around.
 *
 * @param picture width over height; `null` while unknown
 * @param tile width over height
 */
export function videoBox(picture: number | null, tile: number): VideoBox {
  if (picture === null || !(picture > 0) || !(tile > 0)) return { width: 1, height: 1 }
  const narrowest = picture * shownAtLeast
  const widest = picture / shownAtLeast
  if (tile < narrowest) return { width: 1, height: tile / narrowest }
  if (tile > widest) return { width: widest / tile, height: 1 }
  return { width: 1, height: 1 }
}
