import { drawBody } from './draw-body.ts'
import { drawHairBefore, drawHairBehind } from './draw-hair.ts'
import { drawFace, drawSkull } from './draw-head.ts'
import type { PersonLook } from './person-look.ts'
import { personPose } from './person-pose.ts'

/** The person is drawn for a picture this large, and fitted into any other. */
const drawnFor = { width: 620, height: 720 }

/**
 * Paints head and shoulders of a person before whatever is there.
 *
 * @param seconds any time; the person breathes, blinks, nods and speaks with it
 */
export function drawPerson(paint: CanvasRenderingContext2D, look: PersonLook, seconds: number): void {
  const { width, height } = paint.canvas
  const scale = Math.min(width / drawnFor.width, height / drawnFor.height)
  const pose = personPose(seconds, look.turn)
  paint.save()
  paint.translate(width / 2, height)
  paint.scale(scale, scale)
  const headed = (draw: () => void) => {
    paint.save()
    // The head turns about the neck.
    paint.translate(pose.sway, -235 + pose.breath)
    paint.rotate(pose.tilt)
    draw()
    paint.restore()
  }
  headed(() => drawHairBehind(paint, look))
  paint.save()
  paint.translate(pose.sway * 0.3, pose.breath)
  drawBody(paint, look)
  paint.restore()
  headed(() => {
    drawSkull(paint, look)
    paint.translate(pose.gaze * 3, pose.nod)
    drawFace(paint, look, pose)
    paint.translate(-pose.gaze * 2, -pose.nod / 2)
    drawHairBefore(paint, look)
  })
  paint.restore()
}
