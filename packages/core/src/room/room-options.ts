import type { EncryptionOptions } from './room-encryption.ts'
import type { PhoneFallback } from './room-event-map.ts'

/** Options of `televid.room(name, options)`. */
export interface RoomOptions {
  /** Secret of an invite link, from `parseInviteFragment(location.hash)`. Exchanged once for a session. */
  readonly invite?: string
  /** A session your own server got from the control plane; instead of an invite. */
  readonly session?: string
  /** Encrypts the call end to end, or fails the join where the provider cannot. Default: not encrypted. */
  readonly encryption?: EncryptionOptions
  /** Turn video off by itself on a bad line, and on again when it is good. Default `true`. */
  readonly audioFallback?: boolean
  /**
   * Called once per session when not even audio has got through for 20 s: call these people by phone, with the same visit
   * id and roster. Nothing else changes; the room goes on trying.
   */
  readonly onPhoneFallback?: (fallback: PhoneFallback) => void
}
