import { backgroundBlur } from '../../examples/visit/src/media/background-blur.ts'
import { drawPerson } from '../../examples/visit/src/media/fake/draw-person.ts'
import { personLook } from '../../examples/visit/src/media/fake/person-look.ts'

/** A drawn person with stripes on the chest before a checkerboard, its blur, and a look at every blurred frame. */
export interface BlurPage {
  /** @param way `picture`: as in browsers without streams of frames */
  start(options: { readonly way: 'stream' | 'picture'; readonly width: number; readonly height: number }): Promise<void>
  stop(): void
  /** Off and on again with the same input. @param giveUpMs off again after this time; null: not before it is there */
  restart(giveUpMs: number | null): Promise<void>
  endInput(): void
  /** The input as it is, before any blur. */
  look(): Contrast
  /** Watches blurred frames; contrasts are the mean steps between neighbors, 0..255, the worst frame's. */
  watch(
    frames: number,
  ): Promise<Contrast & { readonly width: number; readonly height: number; readonly framesPerSecond: number }>
  states(): { readonly input: string; readonly output: string; readonly endedEvents: number }
}

interface Contrast {
  readonly room: number
  readonly chest: number
  /** Mean of the room, 0..1. */
  readonly brightness: number
}

declare global {
  interface Window {
    blurPage: BlurPage
  }
}

interface Run {
  readonly input: MediaStreamTrack
  readonly output: MediaStreamTrack
  readonly control: AbortController
  readonly stopDrawing: () => void
  endedEvents: number
}

interface FrameReader {
  readonly readable: ReadableStream<VideoFrame>
}
const { MediaStreamTrackProcessor } = window as unknown as {
  MediaStreamTrackProcessor: new (options: { readonly track: MediaStreamTrack }) => FrameReader
}

let current: Run | undefined

window.blurPage = {
  async start({ way, width, height }) {
    if (way === 'picture') Reflect.deleteProperty(window, 'MediaStreamTrackGenerator')
    const { track: input, stop: stopDrawing } = checkerboardPerson(width, height)
    try {
      await blur(input, stopDrawing)
    } catch (error) {
      const { readyState } = input
      stopDrawing()
      input.stop()
      throw new Error(`${error instanceof Error ? error.message : error}; input ${readyState}`)
    }
  },
  stop() {
    current?.control.abort()
  },
  async restart(giveUpMs) {
    if (!current) throw new Error('Nothing is running.')
    const { control, input, stopDrawing } = current
    control.abort()
    if (giveUpMs === null) return blur(input, stopDrawing)
    const attempt = new AbortController()
    setTimeout(() => attempt.abort(new Error('given up')), giveUpMs)
    // One that was faster than that is ended by its signal.
    await backgroundBlur(input, attempt.signal).catch((error: Error) => {
      if (error.message !== 'given up') throw error
    })
  },
  endInput() {
    current?.input.stop()
    current?.stopDrawing()
  },
  look() {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const paint = canvas.getContext('2d')
    if (paint) draw(paint)
    return measure(canvas, 640, 360)
  },
  async watch(frames) {
    if (!current) throw new Error('Nothing is running.')
    const copy = current.output.clone()
    const reader = new MediaStreamTrackProcessor({ track: copy }).readable.getReader()
    const seen = { room: 0, chest: 255, brightness: 0, width: 0, height: 0 }
    let began = 0
    for (let count = 0; count <= frames; count += 1) {
      const { value: frame } = await reader.read()
      if (!frame) throw new Error(`The output ended after ${count} frames.`)
      // The first may have waited.
      if (count === 0) began = performance.now()
      const contrast = measure(frame, frame.displayWidth, frame.displayHeight)
      seen.room = Math.max(seen.room, contrast.room)
      seen.chest = Math.min(seen.chest, contrast.chest)
      seen.brightness = contrast.brightness
      seen.width = frame.displayWidth
      seen.height = frame.displayHeight
      frame.close()
    }
    await reader.cancel()
    copy.stop()
    return { ...seen, framesPerSecond: (1000 * frames) / (performance.now() - began) }
  },
  states: () => ({
    input: current?.input.readyState ?? 'none',
    output: current?.output.readyState ?? 'none',
    endedEvents: current?.endedEvents ?? 0,
  }),
}

/** Cells and stripes are this wide at 360 lines. */
const cell = 6

function checkerboardPerson(width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const paint = canvas.getContext('2d', { alpha: false })
  if (!paint) throw new Error('no canvas')
  draw(paint)
  const [track] = canvas.captureStream(25).getVideoTracks()
  if (!track) throw new Error('no track')
  const timer = setInterval(() => draw(paint), 40)
  return { track, stop: () => clearInterval(timer) }
}

function draw(paint: CanvasRenderingContext2D): void {
  const { width, height } = paint.canvas
  const size = Math.round((cell * height) / 360)
  // The board moves, so that every frame is a new one.
  const shift = Math.floor(performance.now() / 50) % 2
  paint.fillStyle = '#404040'
  paint.fillRect(0, 0, width, height)
  paint.fillStyle = '#e0e0e0'
  for (let row = 0; row * size < height; row += 1)
    for (let column = (row + shift) % 2; column * size < width; column += 2)
      paint.fillRect(column * size, row * size, size, size)
  drawPerson(paint, personLook('clinician'), 0)
  const { left, top, wide, high } = place(chest, width, height)
  paint.fillStyle = '#ffffff'
  for (let stripe = 0; stripe * size < wide; stripe += 2) paint.fillRect(left + stripe * size, top, size, high)
}

async function blur(input: MediaStreamTrack, stopDrawing: () => void): Promise<void> {
  const control = new AbortController()
  const output = await backgroundBlur(input, control.signal)
  const run: Run = { input, output, control, stopDrawing, endedEvents: 0 }
  output.addEventListener('ended', () => {
    run.endedEvents += 1
  })
  current = run
}

/** Parts of the picture, 0..1. The room is looked at in both upper corners, well away from the person. */
const chest = { left: 0.42, top: 0.86, wide: 0.16, high: 0.12 }
const room = [
  { left: 0.03, top: 0.05, wide: 0.18, high: 0.5 },
  { left: 0.79, top: 0.05, wide: 0.18, high: 0.5 },
]

function place(part: typeof chest, width: number, height: number) {
  return {
    left: Math.round(part.left * width),
    top: Math.round(part.top * height),
    wide: Math.round(part.wide * width),
    high: Math.round(part.high * height),
  }
}

const look = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

function measure(picture: CanvasImageSource, width: number, height: number): Contrast {
  if (!look) throw new Error('no canvas')
  look.canvas.width = width
  look.canvas.height = height
  look.drawImage(picture, 0, 0)
  const rooms = room.map((part) => measurePart(part))
  return {
    room: Math.max(...rooms.map(({ contrast }) => contrast)),
    chest: measurePart(chest).contrast,
    brightness: rooms[0]?.brightness ?? 0,
  }
}

/** Mean difference of pixels that are neighbors in a row, and mean brightness. */
function measurePart(part: typeof chest): { readonly contrast: number; readonly brightness: number } {
  if (!look) throw new Error('no canvas')
  const { left, top, wide, high } = place(part, look.canvas.width, look.canvas.height)
  const { data } = look.getImageData(left, top, wide, high)
  let steps = 0
  let light = 0
  for (let pixel = 0; pixel < wide * high; pixel += 1) {
    const green = data[4 * pixel + 1] ?? 0
    light += green
    if (pixel % wide) steps += Math.abs(green - (data[4 * pixel - 3] ?? 0))
  }
  return { contrast: steps / ((wide - 1) * high), brightness: light / (255 * wide * high) }
}
