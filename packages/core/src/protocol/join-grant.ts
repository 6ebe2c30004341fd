import { TelevidError } from '../error/televid-error.ts'
import type { ComplianceStamp } from './compliance-stamp.ts'
import { isRecord } from './is-record.ts'
import type { Permission } from './permission.ts'

/**
 * Permission for one identity to enter one room on one provider, minted on a server. Short-lived; asked for again at each
 * rejoin. Core reads everything but `credentials`, which only the provider's adapter understands.
 */
export interface JoinGrant {
  /** Catalogue id of the provider this room is pinned to. */
  readonly provider: string
  readonly room: string
  /** Stable id of the person within the room; opaque, no PHI. */
  readonly identity: string
  readonly role: string
  /** Unix time in ms after which the credentials are refused. */
  readonly expiresAt: number
  /** What the vendor's SDK needs; never logged. */
  readonly credentials: Readonly<Record<string, unknown>>
  /** Name to show to others, where the app wants one. */
  readonly displayName?: string
  /** What the role may do; a grant without it may join and publish. */
  readonly permissions?: readonly Permission[]
  readonly verdict?: ComplianceStamp
  /** Opaque id of this use of the room: 32 hex digits, the same in the server's log lines and at the vendor. */
  readonly trace?: string
}

/**
 * Checks a grant that came from a network or from an app's own function.
 *
 * @param now Unix time in ms
 * @throws TelevidError `grant-invalid` | `grant-expired`
 */
export function parseJoinGrant(value: unknown, room: string, now: number): JoinGrant {
  if (!isRecord(value)) throw invalid('it is not an object')
  for (const field of ['provider', 'room', 'identity', 'role'] as const) {
    if (typeof value[field] !== 'string' || value[field] === '') throw invalid(`"${field}" is not a non-empty string`)
  }
  if (typeof value.expiresAt !== 'number') throw invalid('"expiresAt" is not a Unix time in ms')
  if (!isRecord(value.credentials)) throw invalid('"credentials" is not an object')
  if (value.permissions !== undefined && !Array.isArray(value.permissions)) throw invalid('"permissions" is not a list')
  if (value.room !== room) throw invalid('it was minted for another room')
  if (value.expiresAt <= now) {
    throw new TelevidError(
      'grant-expired',
      'The join grant has expired. Join again to get a new one, or check the clocks if it is fresh.',
    )
  }
  return value as unknown as JoinGrant
}

function invalid(why: string): TelevidError {
  return new TelevidError('grant-invalid', `The join grant cannot be used: ${why}. Check what "grants" returns.`)
}
