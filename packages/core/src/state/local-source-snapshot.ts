import type { TelevidError } from '../error/televid-error.ts'

/**
 * Where one local source stands.
 *
 * `off` → `starting` → `live` → `stopping` → `off`. `muted`: the far side sees it off while the capture stays open
 * (`disable({ keepCapture: true })`). `interrupted`: the system took the capture (phone call, another app, background);
 * it comes back by itself or after one re-capture.
 */
export type LocalSourceState = 'off' | 'starting' | 'live' | 'muted' | 'interrupted' | 'stopping'

export interface LocalSourceSnapshot {
  readonly state: LocalSourceState
  /** Device in use, from the track's settings; `null` while off and for sources without a device. */
  readonly deviceId: string | null
  /** Why the last attempt to turn it on failed, or why it went off by itself. */
  readonly error: TelevidError | null
  /** A processor sits between capture and publication. */
  readonly processed: boolean
}

export const offSource: LocalSourceSnapshot = Object.freeze({
  state: 'off',
  deviceId: null,
  error: null,
  processed: false,
})
