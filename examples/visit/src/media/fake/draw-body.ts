import type { PersonLook } from './person-look.ts'
import { fade, line, oval, shape } from './shape.ts'

/** The origin is the middle of the picture's lower edge; up is negative. */
const torso =
  'M-330 60 C-322 -70 -290 -128 -205 -152 C-150 -168 -108 -172 -84 -188 L84 -188 C108 -172 150 -168 205 -152 C290 -128 322 -70 330 60 Z'

export function drawBody(paint: CanvasRenderingContext2D, look: PersonLook): void {
  shape(paint, fade(paint, -210, 60, look.cloth, shade(look.cloth)), torso)
  clothes[look.clothing](paint, look)
  drawFolds(paint)
}

function drawNeck(paint: CanvasRenderingContext2D, look: PersonLook, depth: number): void {
  shape(
    paint,
    look.skin,
    `M-58 -300 L-58 -214 C-58 -196 -74 -188 -92 -180 Q0 ${depth} 92 -180 C74 -188 58 -196 58 -214 L58 -300 Z`,
  )
  // What the chin keeps from the light.
  shape(paint, look.skinShade, 'M-58 -268 C-40 -212 40 -212 58 -268 L58 -300 L-58 -300 Z')
}

const clothes: Record<PersonLook['clothing'], (paint: CanvasRenderingContext2D, look: PersonLook) => void> = {
  sweater(paint, look) {
    drawNeck(paint, look, -140)
    line(paint, shade(look.cloth), 20, 'M-96 -182 Q0 -118 96 -182')
    line(paint, look.cloth, 5, 'M-98 -187 Q0 -126 98 -187')
  },
  scrubs(paint, look) {
    drawNeck(paint, look, -100)
    shape(paint, look.skin, 'M-84 -184 L0 -84 L84 -184 Z')
    line(paint, shade(look.cloth), 13, 'M-90 -186 L0 -78 L90 -186')
  },
  shirt(paint, look) {
    drawNeck(paint, look, -120)
    shape(paint, look.skin, 'M-60 -190 L0 -112 L60 -190 Z')
    shape(
      paint,
      lighten(look.cloth),
      'M-78 -216 C-98 -204 -108 -188 -110 -172 L-44 -102 L0 -128 C-36 -150 -66 -180 -78 -216 Z',
    )
    shape(paint, lighten(look.cloth), 'M78 -216 C98 -204 108 -188 110 -172 L44 -102 L0 -128 C36 -150 66 -180 78 -216 Z')
    line(paint, shade(look.cloth), 3, 'M0 -126 L0 60')
    for (const y of [-72, -8]) oval(paint, lighten(look.cloth), 9, y, 5)
  },
  coat(paint, look) {
    drawNeck(paint, look, -104)
    shape(paint, look.skin, 'M-72 -190 L0 -96 L72 -190 Z')
    line(paint, shade(look.cloth), 12, 'M-82 -188 L0 -88 L82 -188')
    // The white coat, open before the scrubs.
    const white = fade(paint, -210, 60, '#ffffff', '#e3e9ec')
    shape(paint, white, 'M-330 60 C-322 -70 -290 -128 -205 -152 C-150 -167 -104 -174 -84 -196 L-34 60 Z')
    shape(paint, white, 'M330 60 C322 -70 290 -128 205 -152 C150 -167 104 -174 84 -196 L34 60 Z')
    shape(paint, '#f4f7f8', 'M-84 -198 L-126 -166 L-112 -96 L-142 -78 L-32 56 L-62 -80 Z')
    shape(paint, '#f4f7f8', 'M84 -198 L126 -166 L112 -96 L142 -78 L32 56 L62 -80 Z')
    line(paint, '#cdd7db', 3, 'M-126 -166 L-112 -96 L-142 -78 L-32 56 M126 -166 L112 -96 L142 -78 L32 56')
    drawStethoscope(paint)
  },
}

function drawStethoscope(paint: CanvasRenderingContext2D): void {
  line(paint, '#33464d', 10, 'M-92 -192 C-112 -120 -104 -60 -84 -14 M92 -192 C114 -120 112 -80 96 -40')
  line(paint, '#4b626b', 3, 'M-95 -190 C-114 -120 -107 -60 -87 -16 M89 -190 C111 -120 109 -80 93 -42')
  oval(paint, '#7d9199', 94, -26, 19)
  oval(paint, '#c9d4d8', 94, -26, 12)
}

function drawFolds(paint: CanvasRenderingContext2D): void {
  line(paint, 'rgb(20 30 40 / 10%)', 5, 'M-232 60 C-226 -10 -222 -50 -238 -92 M232 60 C226 -10 222 -50 238 -92')
}

function shade(color: string): string {
  return `color-mix(in srgb, ${color} 78%, #10181c)`
}

function lighten(color: string): string {
  return `color-mix(in srgb, ${color} 78%, #ffffff)`
}
