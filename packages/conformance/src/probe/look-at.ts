/** What a video element shows over a short time. */
export interface Look {
  /** Share of the pixels that changed between two looks, 0..1. */
  readonly changed: number
  /** Mean red, green and blue of the last look, 0..255; all near 0 is black. */
  readonly color: readonly [number, number, number]
  /** Frames presented in between. */
  readonly frames: number
}

const width = 32
const height = 24

/** Looks twice at what an element shows, 300 ms apart, by its pixels. `null` while it shows nothing at all. */
export async function lookAt(element: HTMLVideoElement): Promise<Look | null> {
  if (element.videoWidth === 0) return null
  let frames = 0
  let handle = 0
  const count = () => {
    frames += 1
    handle = element.requestVideoFrameCallback(count)
  }
  handle = element.requestVideoFrameCallback(count)
  const before = pixels(element)
  await new Promise((resolve) => setTimeout(resolve, 300))
  element.cancelVideoFrameCallback(handle)
  const after = pixels(element)

  let changed = 0
  const sum: [number, number, number] = [0, 0, 0]
  for (let index = 0; index < after.length; index += 4) {
    let difference = 0
    for (const channel of [0, 1, 2] as const) {
      const value = after[index + channel] ?? 0
      sum[channel] += value
      difference += Math.abs(value - (before[index + channel] ?? 0))
    }
    if (difference > 60) changed += 1
  }
  const pixelCount = width * height
  const [red, green, blue] = sum
  return { changed: changed / pixelCount, color: [red / pixelCount, green / pixelCount, blue / pixelCount], frames }
}

function pixels(element: HTMLVideoElement): Uint8ClampedArray {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const paint = canvas.getContext('2d', { willReadFrequently: true })
  if (paint === null) throw new Error('no 2d canvas')
  paint.drawImage(element, 0, 0, width, height)
  return paint.getImageData(0, 0, width, height).data
}
