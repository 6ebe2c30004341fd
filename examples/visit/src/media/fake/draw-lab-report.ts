import { line, oval, shape } from './shape.ts'

interface LabValue {
  readonly name: string
  readonly unit: string
  /** What is usual, and the ends of the scale. */
  readonly low: number
  readonly high: number
  readonly from: number
  readonly to: number
  readonly value: number
}

const values: readonly LabValue[] = [
  { name: 'Hemoglobin', unit: 'g/dL', low: 12, high: 16, from: 8, to: 20, value: 13.8 },
  { name: 'Glucose', unit: 'mg/dL', low: 70, high: 100, from: 40, to: 160, value: 92 },
  { name: 'Cholesterol', unit: 'mg/dL', low: 120, high: 200, from: 80, to: 280, value: 214 },
  { name: 'Potassium', unit: 'mmol/L', low: 3.5, high: 5.1, from: 2, to: 7, value: 4.2 },
  { name: 'Creatinine', unit: 'mg/dL', low: 0.6, high: 1.2, from: 0.2, to: 2, value: 0.9 },
]

const pressures = [128, 131, 127, 134, 129, 126, 130, 124, 127, 122, 125, 121]
const ink = '#1d3038'
const gray = '#5d6f76'
const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

/**
 * Paints a page of made-up laboratory values, composed for 1280 × 720. A marker goes from line to line and a curve grows, so
 * that one sees the picture is live.
 */
export function drawLabReport(paint: CanvasRenderingContext2D, seconds: number): void {
  paint.save()
  paint.scale(paint.canvas.width / 1280, paint.canvas.height / 720)
  shape(paint, '#e9eef0', 'M0 0 H1280 V720 H0 Z')
  shape(paint, '#ffffff', 'M60 36 H1220 V720 H60 Z')
  write(paint, 'Laboratory report', 104, 106, `600 36px ${font}`, ink)
  write(paint, 'Sample page, no real person', 104, 142, `20px ${font}`, gray)
  shape(paint, '#0f7481', 'M104 162 H1176 V166 H104 Z')

  const marked = Math.floor(seconds / 4) % values.length
  for (const [index, value] of values.entries()) drawRow(paint, value, 214 + index * 50, index === marked)
  drawCurve(paint, seconds)
  paint.restore()
}

function drawRow(paint: CanvasRenderingContext2D, row: LabValue, y: number, marked: boolean): void {
  if (marked) shape(paint, '#fff4cf', `M92 ${y - 32} H1188 V${y + 16} H92 Z`)
  const outside = row.value < row.low || row.value > row.high
  const place = (value: number) => 640 + (460 * (value - row.from)) / (row.to - row.from)
  write(paint, row.name, 104, y, `24px ${font}`, ink)
  write(paint, `${row.value} ${row.unit}`, 380, y, `600 24px ${font}`, outside ? '#a3341f' : ink)
  shape(paint, '#e3e9eb', `M640 ${y - 14} H1100 V${y - 2} H640 Z`)
  shape(paint, '#9fd0bd', `M${place(row.low)} ${y - 14} H${place(row.high)} V${y - 2} H${place(row.low)} Z`)
  oval(paint, '#ffffff', place(row.value), y - 8, 12)
  oval(paint, outside ? '#a3341f' : '#0f7481', place(row.value), y - 8, 9)
  if (outside) write(paint, 'high', 1116, y, `600 20px ${font}`, '#a3341f')
}

function drawCurve(paint: CanvasRenderingContext2D, seconds: number): void {
  write(paint, 'Blood pressure at home, 12 weeks', 104, 500, `600 24px ${font}`, ink)
  line(paint, '#dfe6e8', 2, 'M104 536 H1176 M104 586 H1176 M104 636 H1176 M104 686 H1176')
  const shown = 3 + (Math.floor(seconds / 2) % (pressures.length - 2))
  const points = pressures.slice(0, shown).map((value, week) => [124 + week * 92, 686 - (value - 115) * 7] as const)
  line(paint, '#0f7481', 5, points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' '))
  for (const [x, y] of points) oval(paint, '#0f7481', x, y, 8)
}

function write(
  paint: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  style: string,
  color: string,
): void {
  paint.font = style
  paint.fillStyle = color
  paint.fillText(text, x, y)
}
