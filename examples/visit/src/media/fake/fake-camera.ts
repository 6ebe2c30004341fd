import { canvasTrack } from './canvas-track.ts'
import { drawBackdrop } from './draw-backdrop.ts'
import { drawPerson } from './draw-person.ts'
import { chooseFakeDevice } from './fake-device-list.ts'
import { fakeTrack } from './fake-track.ts'
import type { PersonLook } from './person-look.ts'
import { wantedNumber } from './wanted-number.ts'

const largest = { width: 1280, height: 720 }
const frameRate = 20

/** A camera with a drawn person before it. The second camera sees the same person in another room. */
export function fakeCamera(look: PersonLook, constraints: MediaTrackConstraints): MediaStreamTrack {
  const device = chooseFakeDevice('videoinput', constraints.deviceId)
  const width = wantedNumber(constraints.width, 640, largest.width)
  const height = wantedNumber(constraints.height, Math.round((width * 9) / 16), largest.height)
  const backdrop = drawBackdrop(width, height, look, device.deviceId === 'fake-camera-2' ? 'office' : 'home')
  const { track, stop } = canvasTrack({ width, height, frameRate }, (paint, time) => {
    paint.drawImage(backdrop, 0, 0)
    drawPerson(paint, look, time / 1000)
  })
  return fakeTrack(track, device, stop)
}
