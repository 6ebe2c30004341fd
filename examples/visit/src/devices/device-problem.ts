import type { TelevidError, TelevidErrorCode } from '@televid/core'

/** What a person can understand, and do something about, of everything that can go wrong with a device. */
export const deviceProblems = [
  'blocked',
  'dismissed',
  'blocked-by-system',
  'not-found',
  'in-use',
  'not-suited',
  'unplugged',
  'insecure-page',
  'unsupported',
  'blur-failed',
  'click-needed',
  'not-allowed-here',
  'share-canceled',
  'not-sent',
  'failed',
] as const

export type DeviceProblem = (typeof deviceProblems)[number]

const problemOfCode: Record<TelevidErrorCode, DeviceProblem> = {
  'permission-denied': 'blocked',
  'device-not-found': 'not-found',
  'device-in-use': 'in-use',
  'device-constraints': 'not-suited',
  'device-lost': 'unplugged',
  'insecure-context': 'insecure-page',
  unsupported: 'unsupported',
  'screen-canceled': 'share-canceled',
  'processor-failed': 'blur-failed',
  'device-unknown': 'failed',
  'invalid-state': 'click-needed',
  'invalid-argument': 'failed',
  aborted: 'failed',
  unknown: 'failed',
  forbidden: 'not-allowed-here',
  policy: 'not-allowed-here',
  // The device works; what it gives did not get into the visit.
  timeout: 'not-sent',
  network: 'not-sent',
  'connection-lost': 'not-sent',
  'rate-limited': 'not-sent',
  'body-too-large': 'not-sent',
  'bad-request': 'not-sent',
  server: 'not-sent',
  vendor: 'not-sent',
  'unknown-provider': 'not-sent',
  'adapter-missing': 'not-sent',
  'adapter-invalid': 'not-sent',
  'sdk-missing': 'not-sent',
  'client-outdated': 'not-sent',
  'invite-invalid': 'not-sent',
  'invite-used': 'not-sent',
  'session-invalid': 'not-sent',
  'grant-invalid': 'not-sent',
  'grant-expired': 'not-sent',
  refused: 'not-sent',
  removed: 'not-sent',
  'room-name-invalid': 'not-sent',
  'room-not-found': 'not-sent',
  'room-full': 'not-sent',
  'room-ended': 'not-sent',
  'message-too-large': 'not-sent',
  'message-invalid': 'not-sent',
  'message-failed': 'not-sent',
}

/**
 * @param permission what the browser says of the device now; `null` where it does not tell
 */
export function deviceProblem({ code, cause }: TelevidError, permission: PermissionState | null): DeviceProblem {
  const blockedBySystem = cause instanceof Error && /by system/i.test(cause.message)
  if (code === 'screen-canceled') return blockedBySystem ? 'blocked-by-system' : 'share-canceled'
  if (code !== 'permission-denied') return problemOfCode[code]
  // The browser would allow it, so somebody else does not.
  if (blockedBySystem || permission === 'granted') return 'blocked-by-system'
  return permission === 'prompt' ? 'dismissed' : 'blocked'
}
