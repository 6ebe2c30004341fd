import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import { TelevidError } from '../error/televid-error.ts'
import type { TelevidErrorCode } from '../error/televid-error-code.ts'

const codeOfReason: Partial<Record<DisconnectReason, readonly [TelevidErrorCode, string]>> = {
  left: ['aborted', 'The join was given up.'],
  removed: ['removed', 'A host removed this participant from the room.'],
  'room-ended': ['room-ended', 'The room has ended.'],
  'duplicate-identity': ['connection-lost', 'The same person joined this room elsewhere.'],
  'token-expired': ['grant-expired', 'The join grant has expired. Join again to get a new one.'],
  'token-invalid': [
    'grant-invalid',
    'The provider does not accept the join grant. Check the credentials on the server.',
  ],
  'room-full': ['room-full', 'The room is full. Somebody must leave first.'],
  policy: ['policy', 'The control plane forbids this call. Look at its compliance verdict.'],
}

const reasonOfCode: Partial<Record<TelevidErrorCode, DisconnectReason>> = {
  aborted: 'left',
  removed: 'removed',
  refused: 'removed',
  'room-ended': 'room-ended',
  'room-not-found': 'room-ended',
  'grant-expired': 'token-expired',
  'grant-invalid': 'token-invalid',
  'session-invalid': 'token-invalid',
  'room-full': 'room-full',
  policy: 'policy',
  timeout: 'connection-lost',
  network: 'connection-lost',
  'connection-lost': 'connection-lost',
}

/** What `join()` rejects with when the session ended for `reason` before it was complete. */
export function errorOfReason(reason: WithRaw<DisconnectReason>): TelevidError {
  if (reason.raw === 'refused') return new TelevidError('refused', 'A host did not admit this participant.')
  const [code, message] = codeOfReason[reason.unified] ?? [
    'connection-lost',
    'The connection ended before the join was complete. Try again.',
  ]
  return new TelevidError(code, message, { cause: reason.raw })
}

/** The disconnect reason that stands for an error of joining. */
export function reasonOfError(error: TelevidError): WithRaw<DisconnectReason> {
  return { unified: reasonOfCode[error.code] ?? 'unknown', raw: error.code }
}
