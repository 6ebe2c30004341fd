import type { TelevidErrorCode } from '../error/televid-error-code.ts'
import type { JoinGrant } from '../protocol/join-grant.ts'
import type { Capabilities } from './capability.ts'
import type { Fact } from './fact.ts'
import type { VendorSession } from './vendor-session.ts'

/**
 * Takes facts from an adapter. Synchronous, never throws; calling it before `join` resolves, after `leave`, or twice with
 * the same fact is legal, so adapters keep no "closed" flag for its sake.
 */
export type FactSink = (fact: Fact) => void

export interface AdapterJoinRequest {
  readonly grant: JoinGrant
  /**
   * Shared key of 16 bytes or more, from the app and never from the grant. Present: camera, microphone, screen and own tracks
   * are encrypted end to end from the first frame, messages too where the vendor can (the capability's note says so), or
   * `join` rejects with `unsupported`; there is never a session in the clear. Where a vendor takes a passphrase, it is the key
   * in base64url without padding, so that all clients of a room agree. Only given to adapters that declare `encryption`.
   */
  readonly encryptionKey?: Uint8Array
  /** Fires when the join is over for core (abort, time-out, leave). A session that arrives later is left by core. */
  readonly signal: AbortSignal
}

/**
 * The contract between core and a vendor, version 1.
 *
 * An adapter translates: it turns the vendor's callbacks into facts and core's commands into vendor calls. It holds a map
 * from its keys to the vendor's objects and nothing else: no room state, no event emitter, no retry policy. See
 * `docs/writing-an-adapter.md`.
 */
export interface VideoAdapter {
  readonly specificationVersion: 'v1'
  /** Id of the vendor in the compliance catalogue, kebab case: `p2p`, `livekit`, `twilio`, `daily`, `vonage`. */
  readonly vendor: string
  readonly capabilities: Capabilities
  /**
   * What a page's content security policy must allow for this vendor beside its own origin and the hosts named in its
   * grants: sources by directive, e.g. `{ 'worker-src': ['blob:'] }`. Default: nothing. The conformance suite makes a call
   * under this policy and contacts nobody else.
   */
  readonly contentSecurityPolicy?: Readonly<Record<string, readonly string[]>>
  /**
   * Joins. Resolves when the vendor has accepted this participant; facts may be reported before that. `roster-synced`
   * must follow within 5 s of resolving; else core goes on with what it knows and emits the warning `roster-late`.
   *
   * May throw anything; core turns it into a `TelevidError` with `toError` and keeps the original as `cause`.
   */
  join(request: AdapterJoinRequest, sink: FactSink): Promise<VendorSession>
  /** Pure: what a vendor error means. `null` leaves it to core. */
  toError?(error: unknown): AdapterErrorMeaning | null
}

export interface AdapterErrorMeaning {
  readonly code: TelevidErrorCode
  readonly message: string
  readonly retryable?: boolean
}
