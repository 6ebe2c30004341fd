import type { Hair, PersonLook } from './person-look.ts'
import { fade, line, oval, shape } from './shape.ts'

type Draw = (paint: CanvasRenderingContext2D, color: string) => void

/** What is seen of the hair left and right of the neck. */
export function drawHairBehind(paint: CanvasRenderingContext2D, { hairStyle, hair }: PersonLook): void {
  behind[hairStyle]?.(paint, `color-mix(in srgb, ${hair} 85%, #0c0908)`)
}

/** What lies on the forehead and the sides. */
export function drawHairBefore(paint: CanvasRenderingContext2D, { hairStyle, hair }: PersonLook): void {
  before[hairStyle]?.(paint, hair)
}

const curls = [-122, -96, -58, -14, 30, 72, 108, 126]

const behind: Partial<Record<Hair, Draw>> = {
  bob: (paint, color) =>
    shape(
      paint,
      color,
      'M-128 -150 C-134 -262 -78 -304 0 -304 C78 -304 134 -262 128 -150 C130 -80 136 -30 122 12 C96 30 -96 30 -122 12 C-136 -30 -130 -80 -128 -150 Z',
    ),
  long: (paint, color) =>
    shape(
      paint,
      color,
      'M-124 -150 C-132 -262 -78 -304 0 -304 C78 -304 132 -262 124 -150 C132 -60 158 40 148 128 C100 150 -100 150 -148 128 C-158 40 -132 -60 -124 -150 Z',
    ),
  bun: (paint, color) => {
    oval(paint, color, 0, -310, 52, 46)
    shape(paint, color, 'M-114 -120 C-128 -250 -78 -296 0 -296 C78 -296 128 -250 114 -120 Z')
  },
  curly: (paint, color) => {
    for (const [index, x] of curls.entries())
      oval(paint, color, x, -214 - 58 * Math.cos((x / 126) * 1.45) - (index % 2) * 10, 46)
    for (const side of [-1, 1]) for (const y of [-170, -120, -74]) oval(paint, color, side * (124 + (y % 3) * 2), y, 34)
  },
}

const before: Partial<Record<Hair, Draw>> = {
  short: (paint, color) => {
    const gradient = fade(paint, -300, -150, `color-mix(in srgb, ${color} 88%, #ffffff)`, color)
    shape(
      paint,
      gradient,
      'M-112 -138 C-124 -240 -92 -298 2 -300 C96 -300 124 -240 112 -138 C106 -168 102 -190 92 -206 C62 -206 20 -214 -22 -236 C-46 -218 -78 -204 -92 -200 C-102 -184 -107 -164 -112 -138 Z',
    )
  },
  bob: (paint, color) => {
    const gradient = fade(paint, -304, -120, `color-mix(in srgb, ${color} 82%, #ffffff)`, color)
    shape(
      paint,
      gradient,
      'M-124 -70 C-136 -236 -92 -304 4 -304 C98 -304 138 -234 124 -70 C116 -90 110 -120 106 -152 C100 -186 86 -208 64 -226 C30 -206 -34 -190 -88 -186 C-104 -158 -114 -110 -124 -70 Z',
    )
  },
  long: (paint, color) => {
    const gradient = fade(paint, -304, 0, `color-mix(in srgb, ${color} 80%, #ffffff)`, color)
    shape(
      paint,
      gradient,
      'M-134 40 C-142 -240 -92 -306 0 -304 C92 -306 142 -240 134 40 C120 -20 112 -100 104 -154 C92 -204 40 -234 0 -256 C-40 -234 -92 -204 -104 -154 C-112 -100 -120 -20 -134 40 Z',
    )
  },
  bun: (paint, color) => {
    const gradient = fade(paint, -300, -160, `color-mix(in srgb, ${color} 84%, #ffffff)`, color)
    shape(
      paint,
      gradient,
      'M-110 -126 C-124 -242 -84 -298 0 -298 C84 -298 124 -242 110 -126 C104 -182 74 -226 0 -232 C-74 -226 -104 -182 -110 -126 Z',
    )
    line(
      paint,
      `color-mix(in srgb, ${color} 70%, #ffffff)`,
      2,
      'M-40 -284 C-66 -270 -88 -240 -94 -206 M40 -284 C66 -270 88 -240 94 -206',
    )
  },
  curly: (paint, color) => {
    for (const [index, x] of curls.entries()) {
      if (Math.abs(x) > 115) continue
      oval(paint, color, x, -206 - 44 * Math.cos((x / 110) * 1.4) - (index % 2) * 9, 34)
    }
  },
}
