import type { PersonLook } from './person-look.ts'
import type { PersonPose } from './person-pose.ts'
import { fade, line, oval, shape } from './shape.ts'

/** The origin is where the neck meets the head; up is negative. The face is 210 wide and 290 high. */
export function drawSkull(paint: CanvasRenderingContext2D, { skin, skinShade }: PersonLook): void {
  for (const side of [-1, 1]) {
    oval(paint, skin, side * 107, -112, 20, 33, side * 0.15)
    oval(paint, skinShade, side * 108, -110, 10, 20, side * 0.15)
  }
  shape(
    paint,
    fade(paint, -270, 40, skin, skin, `color-mix(in srgb, ${skin} 82%, ${skinShade})`),
    'M-106 -150 C-108 -232 -64 -272 0 -272 C64 -272 108 -232 106 -150 C105 -86 92 -40 58 -8 C36 12 18 20 0 20 C-18 20 -36 12 -58 -8 C-92 -40 -105 -86 -106 -150 Z',
  )
}

export function drawFace(paint: CanvasRenderingContext2D, look: PersonLook, pose: PersonPose): void {
  for (const side of [-1, 1]) {
    oval(paint, 'rgb(214 96 84 / 16%)', side * 62, -66, 26, 18)
    drawEye(paint, look, pose, side * 45)
    const brow = pose.mouth * 3
    line(
      paint,
      browColor(look),
      8,
      `M${side * 22} ${-158 - brow} Q${side * 46} ${-172 - brow} ${side * 70} ${-156 - brow}`,
    )
  }
  line(paint, look.skinShade, 5, 'M-3 -120 C-4 -100 -14 -88 -13 -80 Q-4 -72 12 -78')
  drawMouth(paint, look, pose)
  if (look.glasses) {
    line(paint, '#38444a', 5, 'M-18 -132 Q0 -142 18 -132 M-76 -136 L-104 -142 M76 -136 L104 -142')
    for (const side of [-1, 1]) {
      const left = side * 47 - 31
      line(
        paint,
        '#38444a',
        5,
        `M${left + 14} -150 h34 q14 0 14 14 v14 q0 20 -20 20 h-22 q-20 0 -20 -20 v-14 q0 -14 14 -14 Z`,
      )
    }
  }
}

function drawEye(paint: CanvasRenderingContext2D, look: PersonLook, { eyes, gaze }: PersonPose, x: number): void {
  const open = 11 * eyes
  if (open > 2) {
    oval(paint, '#fdfdfb', x, -126, 18, open)
    paint.save()
    paint.clip(ellipse(x, -126, 18, open))
    oval(paint, '#4a3526', x + gaze * 4, -126, 10.5)
    oval(paint, '#17110d', x + gaze * 4, -126, 5.5)
    oval(paint, '#ffffff', x + gaze * 4 + 4, -130, 2.6)
    paint.restore()
  }
  line(paint, '#2a1f1b', 4.5, `M${x - 19} -124 Q${x} ${-126 - 23 * eyes} ${x + 19} -124`)
  line(paint, look.skinShade, 2.5, `M${x - 14} -110 Q${x} -105 ${x + 14} -110`)
}

function drawMouth(paint: CanvasRenderingContext2D, look: PersonLook, { mouth }: PersonPose): void {
  const lips = `color-mix(in srgb, ${look.skin} 45%, #a3423f)`
  if (mouth < 0.08) return line(paint, lips, 7, 'M-32 -38 Q0 -18 32 -38')
  const open = 5 + 20 * mouth
  const outline = `M-31 -40 Q0 -34 31 -40 Q20 ${-36 + open * 1.3} 0 ${-36 + open * 1.3} Q-20 ${-36 + open * 1.3} -31 -40 Z`
  shape(paint, '#5c1f22', outline)
  paint.save()
  paint.clip(new Path2D(outline))
  oval(paint, '#fbf7f2', 0, -39, 24, 8)
  oval(paint, '#c0615f', 0, -30 + open * 1.3, 20, 10)
  paint.restore()
  line(paint, lips, 6, outline)
}

function browColor({ hair, hairStyle }: PersonLook): string {
  return hairStyle === 'bald' ? '#2d221c' : `color-mix(in srgb, ${hair} 80%, #2a211d)`
}

function ellipse(x: number, y: number, radiusX: number, radiusY: number): Path2D {
  const path = new Path2D()
  path.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI)
  return path
}
