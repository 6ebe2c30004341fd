import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import { TelevidError } from '../error/televid-error.ts'
import type { TelevidErrorCode } from '../error/televid-error-code.ts'

/**
 * Which error of joining and which disconnect reason stand for each other. The first row of a reason has its error, the
 * first row of a code its reason.
 */
const lost = [
  'connection-lost',
  'connection-lost',
  'The connection ended before the join was complete. Try again.',
] as const
const meanings: readonly (readonly [DisconnectReason, TelevidErrorCode, string?])[] = [
  lost,
  ['left', 'aborted', 'The join was given up. Join again when it is wanted.'],
  ['removed', 'removed', 'A host removed this participant from the room. Contact them by other means.'],
  ['removed', 'refused'],
  ['room-ended', 'room-ended', 'The room has ended. Ask for a new invitation.'],
  ['room-ended', 'room-not-found'],
  [
    'duplicate-identity',
    'connection-lost',
    'The same person joined this room elsewhere. Close the other page, then join again.',
  ],
  ['token-expired', 'grant-expired', 'The join grant has expired. Join again to get a new one.'],
  ['token-invalid', 'grant-invalid', 'The provider refuses the join grant. Check the credentials on the server.'],
  ['token-invalid', 'session-invalid'],
  ['room-full', 'room-full', 'The room is full. Somebody must leave first.'],
  ['policy', 'policy', 'The control plane forbids this call. Look at its verdict.'],
  ['connection-lost', 'timeout'],
  ['connection-lost', 'network'],
]

/** What `join()` rejects with when the session ended for `reason` before it was complete. */
export function errorOfReason({ unified, raw }: WithRaw<DisconnectReason>): TelevidError {
  if (raw === 'refused')
    return new TelevidError('refused', 'A host did not admit this participant. Contact them by other means.')
  const [, code, message = lost[2]] = meanings.find(([reason]) => reason === unified) ?? lost
  return new TelevidError(code, message, { cause: raw })
}

/** The disconnect reason that stands for an error of joining. */
export function reasonOfError({ code }: TelevidError): WithRaw<DisconnectReason> {
  return { unified: meanings.find(([, known]) => known === code)?.[0] ?? 'unknown', raw: code }
}
