type Fill = string | CanvasGradient

/** A filled outline of SVG path data, which is shorter to write than calls. */
export function shape(paint: CanvasRenderingContext2D, fill: Fill, path: string): void {
  paint.fillStyle = fill
  paint.fill(new Path2D(path))
}

export function line(paint: CanvasRenderingContext2D, color: string, width: number, path: string): void {
  paint.strokeStyle = color
  paint.lineWidth = width
  paint.lineCap = 'round'
  paint.lineJoin = 'round'
  paint.stroke(new Path2D(path))
}

export function oval(
  paint: CanvasRenderingContext2D,
  fill: Fill,
  x: number,
  y: number,
  radiusX: number,
  radiusY = radiusX,
  rotation = 0,
): void {
  paint.fillStyle = fill
  paint.beginPath()
  paint.ellipse(x, y, Math.max(0, radiusX), Math.max(0, radiusY), rotation, 0, 2 * Math.PI)
  paint.fill()
}

/** Top to bottom. */
export function fade(
  paint: CanvasRenderingContext2D,
  from: number,
  to: number,
  ...colors: readonly string[]
): CanvasGradient {
  const gradient = paint.createLinearGradient(0, from, 0, to)
  for (const [index, color] of colors.entries()) gradient.addColorStop(index / Math.max(1, colors.length - 1), color)
  return gradient
}
