import { type Permission, TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import type { StoredAdmission } from '../store/schema.ts'
import { permissionsOf } from './permissions-of.ts'

/** Who asks, and where they stand. */
export interface SessionAccess {
  readonly id: string
  readonly tenant: string
  readonly room: string
  readonly occurrence: string
  /** Of the occurrence. */
  readonly trace: string
  readonly identity: string
  readonly role: string
  readonly permissions: readonly Permission[]
  readonly displayName: string | null
  /** Unix time in ms. */
  readonly expiresAt: number
  readonly admission: StoredAdmission | null
  readonly ended: boolean
}

/**
 * The session of a bearer token.
 *
 * @throws TelevidError `session-invalid`
 */
export async function findSession({ store, keys, configuration }: CoreServices, token: string): Promise<SessionAccess> {
  const row = await store.db
    .selectFrom('session')
    .innerJoin('occurrence', 'occurrence.id', 'session.occurrence')
    .leftJoin('admission', (join) =>
      join
        .onRef('admission.occurrence', '=', 'session.occurrence')
        .onRef('admission.identity', '=', 'session.identity'),
    )
    .select(['session.id', 'session.tenant', 'session.room', 'session.occurrence', 'session.identity', 'session.role'])
    .select(['session.display_name', 'session.expires_at', 'occurrence.ended_at'])
    .select(['occurrence.trace', 'admission.state', 'admission.may_publish'])
    .where('session.token_hash', '=', keys.hashToken(token))
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  if (row === undefined)
    throw new TelevidError(
      'session-invalid',
      'This session does not exist, has expired or was ended. Open a new invite link.',
    )
  return {
    id: row.id,
    tenant: row.tenant,
    room: row.room,
    occurrence: row.occurrence,
    trace: row.trace,
    identity: row.identity,
    role: row.role,
    permissions: permissionsOf(configuration.roles.get(row.role) ?? [], row.may_publish),
    displayName: row.display_name,
    expiresAt: row.expires_at.getTime(),
    admission: row.state,
    ended: row.ended_at !== null,
  }
}

/** What a route asks of a session, besides being one of the room in its path. */
export interface AccessRule {
  /** `null`: every session of the room. */
  readonly permission: Permission | null
  /** `inside`: admitted. `any`: also while they wait or after they were refused. `outside`: also after they were removed. */
  readonly door: 'inside' | 'any' | 'outside'
  /** Whether the route also answers after the end of the room. */
  readonly afterEnd: boolean
}

/**
 * @throws TelevidError `forbidden` | `room-ended` | `removed`
 */
export function assertAccess(session: SessionAccess, room: string, rule: AccessRule): void {
  if (session.room !== room)
    throw new TelevidError('forbidden', 'This session is for another room. Open the invite link of this room.')
  if (rule.permission !== null && !session.permissions.includes(rule.permission)) {
    throw new TelevidError(
      'forbidden',
      `The role "${session.role}" lacks the permission "${rule.permission}". Ask somebody who has it.`,
    )
  }
  if (session.admission === 'removed' && rule.door !== 'outside')
    throw new TelevidError('removed', 'You were removed from this room and cannot return.')
  if (session.ended && !rule.afterEnd) throw new TelevidError('room-ended', 'This room has ended.')
  const inside =
    session.admission === 'admitted' || (session.admission === null && session.permissions.includes('skip-lobby'))
  if (rule.door === 'inside' && !inside)
    throw new TelevidError('forbidden', 'This is possible only inside the room. Wait until you are admitted.')
}
