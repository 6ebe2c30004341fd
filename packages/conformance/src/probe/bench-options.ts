import type { LineEnd } from './media-line.ts'

/** Hz of a sine, and the CSS color of a moving picture. */
export interface SyntheticMedia {
  readonly tone?: number
  readonly picture?: string
}

/** How the bench changes one page's devices. `oneCapture` and `fail` may be changed at any time, the others not. */
export interface BenchOptions {
  /** Replaces microphone audio by a sine of this frequency in Hz, so that a receiver can tell voices apart. */
  readonly tone?: number
  /** Replaces the camera picture by a moving one in this CSS color, so that a receiver can tell people apart. */
  readonly picture?: string
  /** Of what is drawn, in pixels; default 320 × 240. */
  readonly pictureSize?: { readonly width: number; readonly height: number }
  /** How often it is drawn anew, per second; default 20. */
  readonly pictureRate?: number
  /** What the last listed device of each kind delivers instead, to tell it from the one before. */
  readonly other?: SyntheticMedia
  /** What a shared screen delivers. */
  readonly screen?: SyntheticMedia
  /**
   * Makes a second capture fail with NotReadableError while any descendant of an earlier one is live, as phones do:
   * `device` per device, `kind` per camera / microphone.
   */
  readonly oneCapture?: 'device' | 'kind'
  /** Makes `getUserMedia` fail with this DOMException name when it asks for that kind. */
  readonly fail?: { readonly audio?: string; readonly video?: string }
  /** Leads the media of this page through the runner. */
  readonly line?: LineEnd
}
