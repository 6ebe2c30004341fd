/** Why a session ended. The vendor's own word travels beside it as `raw`. */
export const disconnectReasons = [
  /** `room.leave()` was called, or the page went away. */
  'left',
  /** A moderator removed this participant. Core does not rejoin. */
  'removed',
  'room-ended',
  /** The same identity joined elsewhere. Core does not rejoin. */
  'duplicate-identity',
  'token-expired',
  'token-invalid',
  /** Signaling was lost and did not come back within the vendor's budget. */
  'connection-lost',
  /** Signaling works, media does not. */
  'media-lost',
  'server-shutdown',
  'idle',
  'room-full',
  /** The room moved to another provider. */
  'migrated',
  /** The control plane forbids the call. */
  'policy',
  'unknown',
] as const

export type DisconnectReason = (typeof disconnectReasons)[number]

/** A neutral value with the vendor's own beside it. */
export interface WithRaw<T> {
  readonly unified: T
  readonly raw: unknown
}
