import { sql } from 'kysely'
import type { StoredAdmission } from '../store/schema.ts'
import type { Store } from '../store/store.ts'

/** Everything the room channel shows, at one revision. */
export interface RoomView {
  readonly revision: number
  readonly ended: boolean
  /** Name in `providers`, `null` before the first grant. */
  readonly provider: string | null
  readonly people: readonly {
    readonly identity: string
    readonly state: StoredAdmission
    readonly role: string
    readonly displayName: string | null
    /** Unix time in ms. */
    readonly since: number
    readonly left: boolean
    /** `null`: what the role says. */
    readonly mayPublish: boolean | null
  }[]
  /** Ids of sessions that were ended. */
  readonly revoked: readonly string[]
}

/**
 * Reads a room in one statement, so that all of it is of one revision: whoever changes it raises the revision in the same
 * transaction. `null` if there is none.
 */
export async function loadRoomView(store: Store, occurrence: string): Promise<RoomView | null> {
  const { rows } = await sql<RoomView>`
    select o.revision, o.ended_at is not null as ended, o.provider,
      (select coalesce(json_agg(json_build_object(
          'identity', a.identity, 'state', a.state, 'role', a.role, 'displayName', a.display_name,
          'since', floor(extract(epoch from a.since) * 1000), 'left', a.left_at is not null, 'mayPublish', a.may_publish) order by a.since, a.identity), '[]')
        from admission a where a.occurrence = o.id) as people,
      (select coalesce(json_agg(s.id), '[]') from session s where s.occurrence = o.id and s.revoked_at is not null) as revoked
    from occurrence o where o.id = ${occurrence}`.execute(store.db)
  return rows[0] ?? null
}
