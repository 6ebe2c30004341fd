import type { BlurReport, BlurRequest } from './blur-messages.ts'
import { FrameBlur } from './frame-blur.ts'

/** A picture asked for by the page's way is at most this often, ms. Workers' timers also run while the page is hidden. */
const pictureInterval = 33

const page = self as unknown as Pick<Worker, 'postMessage' | 'addEventListener'>
const report = (message: BlurReport, transfer: Transferable[] = []) => page.postMessage(message, transfer)

/** The worker's one job, and how it is told to stop. */
let release = () => {}
let deliver: (picture: ImageBitmap | null) => void = () => {}

page.addEventListener('message', ({ data }: MessageEvent<BlurRequest>) => {
  switch (data.type) {
    case 'stream':
      return void run((blur) => blurStream(blur, data.readable, data.writable))
    case 'pictures':
      return void run(blurPictures)
    case 'picture':
      return deliver(data.picture)
    case 'stop':
      release()
      return self.close()
    default:
      data satisfies never
  }
})

async function run(job: (blur: FrameBlur) => Promise<void>): Promise<void> {
  try {
    const blur = await FrameBlur.create()
    report({ type: 'ready' })
    await job(blur)
    report({ type: 'over' })
  } catch (error) {
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

async function blurStream(
  blur: FrameBlur,
  readable: ReadableStream<VideoFrame>,
  writable: WritableStream<VideoFrame>,
): Promise<void> {
  const reader = readable.getReader()
  const writer = writable.getWriter()
  release = () => {
    void reader.cancel().catch(() => {})
    void writer.abort().catch(() => {})
  }
  // The far end closes when somebody ended the output.
  let open = true
  writer.closed
    .catch(() => {})
    .finally(() => {
      open = false
      void reader.cancel().catch(() => {})
    })
  try {
    for (;;) {
      const { done, value: frame } = await reader.read()
      if (done) break
      const { timestamp } = frame
      const canvas = await blur.blur(frame).finally(() => frame.close())
      const blurred = new VideoFrame(canvas, { timestamp, alpha: 'discard' })
      await writer.write(blurred).catch(() => {
        open = false
        blurred.close()
      })
      if (!open) break
    }
  } finally {
    release()
  }
}

async function blurPictures(blur: FrameBlur): Promise<void> {
  for (;;) {
    const began = performance.now()
    const picture = await new Promise<ImageBitmap | null>((resolve) => {
      deliver = resolve
      report({ type: 'next-picture' })
    })
    if (picture) {
      const canvas = await blur.blur(picture).finally(() => picture.close())
      const blurred = canvas.transferToImageBitmap()
      report({ type: 'blurred', picture: blurred }, [blurred])
    }
    const rest = pictureInterval - (performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest)))
  }
}
