/**
 * Every way a TeleVid call can fail, as one closed list.
 *
 * | group | codes |
 * |---|---|
 * | misuse | `invalid-argument`, `invalid-state`, `unsupported` |
 * | time | `aborted`, `timeout` |
 * | configuration | `unknown-provider`, `adapter-missing`, `adapter-invalid`, `sdk-missing`, `client-outdated` |
 * | entry | `invite-invalid`, `invite-used`, `session-invalid`, `grant-invalid`, `grant-expired`, `forbidden`, `refused`, `removed`, `policy`, `room-name-invalid`, `room-not-found`, `room-full`, `room-ended` |
 * | devices | `permission-denied`, `device-not-found`, `device-in-use`, `device-constraints`, `device-lost`, `insecure-context`, `screen-canceled`, `processor-failed`, `device-unknown` |
 * | messages | `message-too-large`, `message-invalid`, `message-failed` |
 * | network | `network`, `connection-lost`, `rate-limited`, `body-too-large`, `bad-request`, `server` |
 * | vendor | `vendor`, `unknown` |
 */
export const televidErrorCodes = [
  'invalid-argument',
  'invalid-state',
  'unsupported',
  'aborted',
  'timeout',
  'unknown-provider',
  'adapter-missing',
  'adapter-invalid',
  'sdk-missing',
  'client-outdated',
  'invite-invalid',
  'invite-used',
  'session-invalid',
  'grant-invalid',
  'grant-expired',
  'forbidden',
  'refused',
  'removed',
  'policy',
  'room-name-invalid',
  'room-not-found',
  'room-full',
  'room-ended',
  'permission-denied',
  'device-not-found',
  'device-in-use',
  'device-constraints',
  'device-lost',
  'insecure-context',
  'screen-canceled',
  'processor-failed',
  'device-unknown',
  'message-too-large',
  'message-invalid',
  'message-failed',
  'network',
  'connection-lost',
  'rate-limited',
  'body-too-large',
  'bad-request',
  'server',
  'vendor',
  'unknown',
] as const

export type TelevidErrorCode = (typeof televidErrorCodes)[number]
