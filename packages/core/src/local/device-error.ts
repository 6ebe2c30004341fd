import { TelevidError } from '../error/televid-error.ts'
import type { TelevidErrorCode } from '../error/televid-error-code.ts'

export type DeviceUse = 'camera' | 'microphone' | 'screen' | 'speaker'

/**
 * What a failure of `getUserMedia`, `getDisplayMedia` or `setSinkId` means. The message names the kind of device, never
 * its label; the browser's own error is the `cause`.
 */
export function deviceError(cause: unknown, use: DeviceUse): TelevidError {
  if (TelevidError.isInstance(cause)) return cause
  const [code, text] = meaning(cause as { name?: string; constraint?: string } | null, use)
  return new TelevidError(code, text, { cause })
}

function meaning(error: { name?: string; constraint?: string } | null, use: DeviceUse): [TelevidErrorCode, string] {
  switch (error?.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return use === 'screen'
        ? ['screen-canceled', 'No screen was chosen. Start the share again to choose one.']
        : [
            'permission-denied',
            `The ${use} is blocked. Allow it in the settings of the browser or system, then try again.`,
          ]
    case 'NotFoundError':
      return ['device-not-found', `No ${use} was found. Connect one, then try again.`]
    // Chromium and Firefox say AbortError when the hardware did not start.
    case 'NotReadableError':
    case 'AbortError':
      return ['device-in-use', `The ${use} does not start. Close other apps that use it, then try again.`]
    case 'OverconstrainedError':
      return error.constraint === 'deviceId'
        ? ['device-not-found', `The chosen ${use} is not connected. Choose another.`]
        : ['device-constraints', `The ${use} cannot do what was asked. Ask for less, or use "ideal" constraints.`]
    // A share or speaker choice outside a user gesture.
    case 'InvalidStateError':
    case 'InvalidAccessError':
      return ['invalid-state', `The browser refused the ${use} now. Call this from a click or tap on a visible page.`]
    default:
      return [
        'device-unknown',
        `The ${use} failed for a reason the browser does not tell. Try again or reload the page.`,
      ]
  }
}
