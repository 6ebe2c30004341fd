import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import type { StoredAdmission } from '../store/schema.ts'
import { bumpRoom } from './bump-room.ts'
import type { SessionAccess } from './session-access.ts'

/**
 * The person is at the door: admits whoever need not wait and lets the others wait. What was decided earlier stays.
 */
export async function enterLobby({ store }: CoreServices, session: SessionAccess): Promise<StoredAdmission> {
  const { tenant, occurrence, identity, role, displayName } = session
  return store.transaction(async (transaction) => {
    // The lock keeps a decision of this moment from being overwritten, and revisions in the order of their changes.
    const room = await transaction
      .selectFrom('occurrence')
      .select('lobby')
      .where('id', '=', occurrence)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const before = await transaction
      .selectFrom('admission')
      .selectAll()
      .where('occurrence', '=', occurrence)
      .where('identity', '=', identity)
      .executeTakeFirst()
    const mayEnter = !room.lobby || session.permissions.includes('skip-lobby')
    const state =
      mayEnter && (before === undefined || before.state === 'waiting') ? 'admitted' : (before?.state ?? 'waiting')
    if (state === 'removed' || state === 'refused') return state
    if (
      before?.state === state &&
      before.left_at === null &&
      before.role === role &&
      before.display_name === displayName
    )
      return state
    await transaction
      .insertInto('admission')
      .values({ tenant, occurrence, identity, state, role, display_name: displayName })
      .onConflict((conflict) =>
        conflict.columns(['occurrence', 'identity']).doUpdateSet({
          state,
          role,
          display_name: displayName,
          left_at: null,
          ...(before?.left_at ? { since: sql`now()` } : {}),
        }),
      )
      .execute()
    await bumpRoom(store, transaction, occurrence)
    return state
  })
}
