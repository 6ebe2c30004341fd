import { positiveModulo, speechLevel } from './speech-rhythm.ts'

/** How a drawn person holds itself at a moment. Lengths are those of the drawing, angles are radians. */
export interface PersonPose {
  readonly breath: number
  readonly sway: number
  readonly tilt: number
  readonly nod: number
  /** -1..1 */
  readonly gaze: number
  /** 0 is closed, 1 is open. */
  readonly eyes: number
  readonly mouth: number
}

const blinkEvery = 4.3
const blinkLength = 0.2

export function personPose(seconds: number, turn: 0 | 1): PersonPose {
  // Two people do not blink and breathe as one.
  const time = seconds + turn * 1.7
  const blink = positiveModulo(time, blinkEvery) / blinkLength
  const listening = speechLevel(seconds, turn === 0 ? 1 : 0) > 0
  return {
    breath: 2.5 * Math.sin(time * 1.4),
    sway: 7 * Math.sin(time * 0.37) + 3 * Math.sin(time * 0.83),
    tilt: 0.028 * Math.sin(time * 0.41 + 1) + 0.012 * Math.sin(time * 1.07),
    nod: 2 * Math.sin(time * 0.7) + (listening ? 3 * Math.max(0, Math.sin(time * 3)) : 0),
    gaze: Math.sin(time * 0.29) * 0.8,
    eyes: blink < 1 ? Math.abs(2 * blink - 1) : 1,
    mouth: speechLevel(seconds, turn),
  }
}
