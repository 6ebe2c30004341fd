import { TelevidError } from '../error/televid-error.ts'
import type { TelevidErrorCode } from '../error/televid-error-code.ts'

export type DeviceUse = 'camera' | 'microphone' | 'screen' | 'speaker'

const blocked = ['permission-denied', 'is blocked. Allow it in the browser or system settings.'] as const
// Chromium and Firefox say AbortError when the hardware did not start.
const busy = ['device-in-use', 'does not start. Close other apps that use it and try again.'] as const
// A share or speaker choice outside a user gesture.
const noGesture = ['invalid-state', 'was refused now. Call this from a click or tap.'] as const
const absent = ['device-not-found', 'was not found. Connect or choose another.'] as const

const meanings: Record<string, readonly [TelevidErrorCode, string]> = {
  NotAllowedError: blocked,
  SecurityError: blocked,
  NotFoundError: absent,
  NotReadableError: busy,
  AbortError: busy,
  OverconstrainedError: ['device-constraints', 'cannot do what was asked. Ask for less or use "ideal".'],
  InvalidStateError: noGesture,
  InvalidAccessError: noGesture,
}

/**
 * What a failure of `getUserMedia`, `getDisplayMedia` or `setSinkId` means. The message names the kind of device, never
 * its label; the browser's own error is the `cause`.
 */
export function deviceError(cause: unknown, use: DeviceUse): TelevidError {
  if (TelevidError.isInstance(cause)) return cause
  const { name = '', constraint } = (cause ?? {}) as { name?: string; constraint?: string }
  let [code, text] = meanings[name] ?? ['device-unknown', 'failed. Try again or reload the page.']
  if (constraint === 'deviceId') [code, text] = absent
  if (use === 'screen' && code === 'permission-denied')
    [code, text] = ['screen-canceled', 'was not chosen. Start the share again.']
  return new TelevidError(code, `The ${use} ${text}`, { cause })
}
