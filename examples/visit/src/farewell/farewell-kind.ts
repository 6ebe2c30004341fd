import type { ConnectionSnapshot, DisconnectReason, TelevidErrorCode } from '@televid/core'

/** Every ending that a person should be told in words of its own. */
export const farewellKinds = [
  'left',
  'ended',
  'removed',
  'refused',
  'elsewhere',
  'link-used',
  'link-wrong',
  'link-expired',
  'full',
  'policy',
  'lost',
  'unreachable',
  'too-slow',
  'interrupted',
  'idle',
  'busy',
  'outdated',
  'unknown',
] as const

export type FarewellKind = (typeof farewellKinds)[number]

export interface Farewell {
  readonly kind: FarewellKind
  /**
   * `yes`: coming back is what most people want now. `deliberate`: it works, and ends something elsewhere. `no`: it cannot
   * work.
   */
  readonly returning: 'yes' | 'deliberate' | 'no'
  /** Was not this person's wish, and a reload of the page should bring them back. */
  readonly comesBack: boolean
}

const byReason: Record<DisconnectReason, FarewellKind> = {
  left: 'left',
  removed: 'removed',
  'room-ended': 'ended',
  'duplicate-identity': 'elsewhere',
  'token-expired': 'interrupted',
  'token-invalid': 'unknown',
  'connection-lost': 'lost',
  'media-lost': 'lost',
  'server-shutdown': 'interrupted',
  idle: 'idle',
  'room-full': 'full',
  migrated: 'interrupted',
  policy: 'policy',
  unknown: 'unknown',
}

/** Where the code of a failed join says more than the reason; `null` where the reason says it all. */
const byCode: Record<TelevidErrorCode, FarewellKind | null> = {
  refused: 'refused',
  'invite-used': 'link-used',
  'invite-invalid': 'link-wrong',
  'session-invalid': 'link-expired',
  'room-name-invalid': 'link-wrong',
  'room-not-found': 'link-wrong',
  network: 'unreachable',
  server: 'unreachable',
  timeout: 'too-slow',
  'rate-limited': 'busy',
  'client-outdated': 'outdated',
  unsupported: 'outdated',
  forbidden: 'policy',
  removed: null,
  'room-ended': null,
  'room-full': null,
  policy: null,
  'connection-lost': null,
  'grant-invalid': null,
  'grant-expired': null,
  'invalid-argument': null,
  'invalid-state': null,
  aborted: null,
  'unknown-provider': null,
  'adapter-missing': null,
  'adapter-invalid': null,
  'sdk-missing': null,
  'permission-denied': null,
  'device-not-found': null,
  'device-in-use': null,
  'device-constraints': null,
  'device-lost': null,
  'insecure-context': null,
  'screen-canceled': null,
  'processor-failed': null,
  'device-unknown': null,
  'message-too-large': null,
  'message-invalid': null,
  'message-failed': null,
  'body-too-large': null,
  'bad-request': null,
  vendor: null,
  unknown: null,
}

const returning: Record<FarewellKind, Farewell['returning']> = {
  left: 'yes',
  ended: 'no',
  removed: 'no',
  refused: 'no',
  elsewhere: 'deliberate',
  'link-used': 'no',
  'link-wrong': 'no',
  'link-expired': 'no',
  full: 'yes',
  policy: 'no',
  lost: 'yes',
  unreachable: 'yes',
  'too-slow': 'yes',
  interrupted: 'yes',
  idle: 'yes',
  busy: 'yes',
  outdated: 'no',
  unknown: 'yes',
}

/** Which goodbye a connection that ended for this reason deserves. */
export function farewellOf(reason: ConnectionSnapshot['reason']): Farewell {
  const { unified, raw } = reason ?? { unified: 'unknown', raw: undefined }
  const kind = (isCode(raw) ? byCode[raw] : null) ?? byReason[unified]
  return { kind, returning: returning[kind], comesBack: kind !== 'left' && returning[kind] === 'yes' }
}

function isCode(raw: unknown): raw is TelevidErrorCode {
  return typeof raw === 'string' && Object.hasOwn(byCode, raw)
}
