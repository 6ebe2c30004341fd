/** What one capture is made from. The object's identity stands for the capture: another request is another capture. */
export interface CaptureRequest {
  readonly deviceId?: string
  /** Only that device will do; otherwise it is a wish. */
  readonly exact?: boolean
  readonly constraints?: MediaTrackConstraints
  /** Sound of a shared screen. */
  readonly audio?: boolean
  /** A track that exists already. */
  readonly track?: MediaStreamTrack
  /** Made by core itself because the device went away (`ended`) or the system holds it (`muted`). */
  readonly recovery?: 'ended' | 'muted'
}

/** Everything that `asked` names is so in `request`. */
export function fulfills(request: CaptureRequest, asked: CaptureRequest): boolean {
  return (Object.keys(asked) as (keyof CaptureRequest)[]).every(
    (key) =>
      request[key] === asked[key] ||
      (key === 'constraints' && JSON.stringify(request[key]) === JSON.stringify(asked[key])),
  )
}

/**
 * The constraints for `getUserMedia`. A device that is only a wish is asked for as `exact` too: Chromium ignores `ideal`
 * (mdn/content#41220). When it is not there, `SourceEngine` tries without.
 */
export function toConstraints({ deviceId, constraints }: CaptureRequest): MediaTrackConstraints {
  return deviceId ? { ...constraints, deviceId: { exact: deviceId } } : { ...constraints }
}
