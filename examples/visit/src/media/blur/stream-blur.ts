import { startBlurWorker } from './start-blur-worker.ts'

/**
 * Streams of video frames from and to tracks. Only Chromium has them in pages, and TypeScript has no types.
 *
 * @see https://developer.mozilla.org/docs/Web/API/MediaStreamTrackProcessor
 * @see https://developer.mozilla.org/docs/Web/API/MediaStreamTrackGenerator
 */
interface TrackStreams {
  readonly MediaStreamTrackProcessor: new (options: {
    readonly track: MediaStreamTrack
    readonly maxBufferSize: number
  }) => { readonly readable: ReadableStream<VideoFrame> }
  readonly MediaStreamTrackGenerator: new (options: {
    readonly kind: 'video'
  }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> }
}

export function trackStreams(): TrackStreams | null {
  const here = globalThis as Partial<TrackStreams>
  return here.MediaStreamTrackProcessor && here.MediaStreamTrackGenerator ? (here as TrackStreams) : null
}

/** Blurs in a worker from end to end: neither a busy page nor a hidden one holds a frame up. */
export async function streamBlur(
  track: MediaStreamTrack,
  signal: AbortSignal,
  { MediaStreamTrackProcessor, MediaStreamTrackGenerator }: TrackStreams,
): Promise<MediaStreamTrack> {
  // One frame waits at most: what is too slow to blur in time is dropped, and the picture is never late.
  const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 })
  const output = new MediaStreamTrackGenerator({ kind: 'video' })
  const { writable } = output
  await startBlurWorker({
    signal,
    output,
    begin: (post) => post({ type: 'stream', readable, writable }, [readable, writable]),
  })
  return output
}
