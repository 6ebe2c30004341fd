import type { DisconnectReason, TelevidError, WithRaw } from '@televid/core/adapter'

/** Why a presence ended, in the words of `peer-left` and `expelled`. */
const reasons: Readonly<Record<string, DisconnectReason>> = {
  left: 'left',
  lost: 'connection-lost',
  removed: 'removed',
  replaced: 'duplicate-identity',
  'room-ended': 'room-ended',
}

/** The code with which the server refused the signaling stream. */
const refusals: Readonly<Record<string, DisconnectReason>> = {
  removed: 'removed',
  refused: 'removed',
  'room-ended': 'room-ended',
  'room-not-found': 'room-ended',
  'room-full': 'room-full',
  'grant-expired': 'token-expired',
  'grant-invalid': 'token-invalid',
  'session-invalid': 'token-invalid',
  forbidden: 'token-invalid',
  policy: 'policy',
}

export function mapP2pReason(reason: string): WithRaw<DisconnectReason> {
  return { unified: reasons[reason] ?? 'unknown', raw: reason }
}

export function mapP2pRefusal(error: TelevidError): WithRaw<DisconnectReason> {
  return { unified: refusals[error.code] ?? 'unknown', raw: error.code }
}
