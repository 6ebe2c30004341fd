import type { TrackProcessor } from '@televid/core'
import { pictureBlur } from './blur/picture-blur.ts'
import { streamBlur, trackStreams } from './blur/stream-blur.ts'

/** A module of one function with one instruction of WebAssembly's fixed-width SIMD, which the model's runtime is built with. */
const simdProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
)

let supported: boolean | undefined

/** Whether this browser has what blurring needs: WebAssembly with SIMD, and WebGL 2 in a worker. Safari since 17. */
export function backgroundBlurSupported(): boolean {
  supported ??= hasWebAssembly() && hasWebGl() && (trackStreams() !== null || canCaptureCanvas())
  return supported
}

/**
 * Blurs the room behind the person; the person stays sharp. Model and code are this app's own files, loaded with the first
 * use (some 12 MB, 4 MB if the server compresses), and no picture leaves the computer. What cannot be told to be a person is blurred. On
 * a slow computer the picture becomes smaller and has fewer frames.
 *
 * @throws DOMException `NotSupportedError` where `backgroundBlurSupported()` is false; Error when a file could not be loaded
 */
export const backgroundBlur: TrackProcessor = async (track, signal) => {
  signal.throwIfAborted()
  if (!backgroundBlurSupported())
    throw new DOMException('This browser cannot blur the background.', 'NotSupportedError')
  const streams = trackStreams()
  return streams ? streamBlur(track, signal, streams) : pictureBlur(track, signal)
}

function hasWebAssembly(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(simdProbe)
}

function hasWebGl(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false
  const context = new OffscreenCanvas(1, 1).getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context != null
}

function canCaptureCanvas(): boolean {
  return 'captureStream' in HTMLCanvasElement.prototype
}
