/** How the bench changes one page's devices, before any page code runs. */
export interface BenchOptions {
  /** Replaces microphone audio by a sine of this frequency in Hz, so that a receiver can tell voices apart. */
  readonly tone?: number
  /** Replaces the camera picture by a moving one in this CSS color, so that a receiver can tell people apart. */
  readonly picture?: string
  /**
   * Makes a second capture fail with NotReadableError while any descendant of an earlier one is live, as phones do:
   * `device` per device, `kind` per camera / microphone.
   */
  readonly oneCapture?: 'device' | 'kind'
  /** Makes `getUserMedia` fail with this DOMException name when it asks for that kind. */
  readonly fail?: { readonly audio?: string; readonly video?: string }
}
