import { canvasTrack } from './canvas-track.ts'
import { drawLabReport } from './draw-lab-report.ts'
import { fakeTrack } from './fake-track.ts'

/** A shared window with a page of laboratory values. */
export function fakeScreen(): MediaStreamTrack {
  const { track, stop } = canvasTrack({ width: 1280, height: 720, frameRate: 5 }, (paint, time) =>
    drawLabReport(paint, time / 1000),
  )
  return fakeTrack(
    track,
    { deviceId: 'fake-screen', kind: 'videoinput', label: 'Laboratory report', groupId: '' },
    stop,
  )
}
