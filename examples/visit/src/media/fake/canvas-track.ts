/**
 * A live video track of what `draw` paints.
 *
 * @param draw gets the milliseconds since 1970, so that tabs agree on the time
 */
export function canvasTrack(
  { width, height, frameRate }: { readonly width: number; readonly height: number; readonly frameRate: number },
  draw: (paint: CanvasRenderingContext2D, time: number) => void,
): { readonly track: MediaStreamTrack; readonly stop: () => void } {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const paint = canvas.getContext('2d', { alpha: false })
  if (paint === null) throw new DOMException('The picture cannot be drawn.', 'NotReadableError')
  const frame = () => draw(paint, Date.now())
  frame()
  const [track] = canvas.captureStream(frameRate).getVideoTracks()
  if (track === undefined) throw new DOMException('The picture cannot be captured.', 'NotReadableError')
  const timer = setInterval(frame, 1000 / frameRate)
  return { track, stop: () => clearInterval(timer) }
}
