import type { PersonLook } from './person-look.ts'
import { fade, oval, shape } from './shape.ts'

export type Room = 'home' | 'office'

/** A room a little out of focus, painted once. It is composed for 1280 × 720 and cut to any other shape. */
export function drawBackdrop(width: number, height: number, look: PersonLook, room: Room): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const paint = canvas.getContext('2d', { alpha: false })
  if (paint === null) throw new DOMException('The picture cannot be drawn.', 'NotReadableError')
  const scale = Math.max(width / 1280, height / 720)
  // Safari has no filters here: it shows the room sharp.
  if ('filter' in paint) paint.filter = `blur(${5 * scale}px)`
  paint.translate(width / 2, height / 2)
  paint.scale(scale, scale)
  paint.translate(-640, -360)
  const hue = look.roomHue
  shape(paint, fade(paint, 0, 720, `hsl(${hue} 26% 90%)`, `hsl(${hue} 22% 74%)`), 'M-60 -60 H1340 V780 H-60 Z')
  if (room === 'home') drawHome(paint, hue)
  else drawOffice(paint, hue)
  if ('filter' in paint) paint.filter = 'none'
  const light = paint.createRadialGradient(640, 300, 200, 640, 360, 860)
  light.addColorStop(0, 'rgb(255 255 255 / 12%)')
  light.addColorStop(1, 'rgb(16 28 36 / 26%)')
  shape(paint, light, 'M-60 -60 H1340 V780 H-60 Z')
  return canvas
}

function drawHome(paint: CanvasRenderingContext2D, hue: number): void {
  // A window with morning light.
  shape(paint, '#fbfaf6', 'M70 50 H400 V480 H70 Z')
  shape(paint, fade(paint, 66, 464, '#cfe6f2', '#eef6f0'), 'M90 70 H225 V460 H90 Z M245 70 H380 V460 H245 Z')
  oval(paint, '#b9d3b0', 130, 470, 80, 90)
  oval(paint, '#a8c7a2', 320, 480, 90, 70)
  shape(paint, '#fbfaf6', 'M225 70 H245 V460 H225 Z M56 462 H414 V490 H56 Z')
  // A shelf with books and a plant.
  shape(paint, `hsl(${hue} 24% 52%)`, 'M900 330 H1230 V346 H900 Z M900 560 H1230 V576 H900 Z')
  const colors = [12, 200, 42, 160, 330, 220]
  for (const [index, book] of colors.entries())
    shape(
      paint,
      `hsl(${book} 32% ${50 + (index % 3) * 8}%)`,
      `M${920 + index * 30} ${236 + (index % 3) * 14} h24 V330 h-24 Z`,
    )
  drawPlant(paint, 1176, 330)
  shape(paint, '#f6f1e7', 'M960 440 h90 v120 h-90 Z')
  shape(paint, `hsl(${hue + 160} 30% 66%)`, 'M972 452 h66 v96 h-66 Z')
  shape(paint, '#d9b98a', 'M1110 500 h60 l-8 60 h-44 Z')
}

function drawOffice(paint: CanvasRenderingContext2D, hue: number): void {
  shape(paint, `hsl(${hue} 18% 82%)`, 'M0 0 H1280 V540 H0 Z')
  // A cupboard, a picture of a hill and a lamp.
  shape(paint, fade(paint, 180, 720, '#f4f6f6', '#dfe6e8'), 'M930 180 H1250 V720 H930 Z')
  shape(paint, '#c5d0d4', 'M1086 200 h6 V720 h-6 Z M1066 400 h8 v70 h-8 Z M1104 400 h8 v70 h-8 Z')
  shape(paint, '#ffffff', 'M110 110 H400 V330 H110 Z')
  shape(paint, fade(paint, 126, 314, '#d8ebf3', '#f3efe2'), 'M126 126 H384 V314 H126 Z')
  shape(paint, '#9dbfa6', 'M126 314 V270 Q200 200 262 262 Q320 212 384 258 V314 Z')
  shape(paint, `hsl(${hue} 26% 46%)`, 'M0 600 H420 V624 H0 Z')
  drawPlant(paint, 330, 600)
  shape(paint, '#55646b', 'M150 590 h8 V430 h-8 Z M120 590 h68 v10 h-68 Z')
  shape(paint, '#f9e7b8', 'M108 440 L126 370 h56 l18 70 Z')
}

function drawPlant(paint: CanvasRenderingContext2D, x: number, y: number): void {
  for (const [angle, length] of [
    [-0.9, 88],
    [-0.45, 112],
    [0, 124],
    [0.45, 108],
    [0.9, 84],
  ] as const) {
    const middle = length / 2 + 40
    oval(paint, '#6f9a72', x + Math.sin(angle) * middle, y - 40 - Math.cos(angle) * (length / 2), 16, length / 2, angle)
  }
  shape(paint, '#c7795a', `M${x - 36} ${y - 62} h72 l-10 62 h-52 Z`)
}
