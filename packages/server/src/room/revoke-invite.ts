import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import { bumpRoom } from './bump-room.ts'

/**
 * Ends an invite and the session made from it. Idempotent. Whoever is in the call already stays until their grant ends:
 * use `remove` to put somebody out.
 *
 * @param occurrence limits it to invites of that occurrence
 * @returns whether there is such an invite
 */
export async function revokeInvite(
  { store }: CoreServices,
  tenant: string,
  id: string,
  occurrence?: string,
): Promise<boolean> {
  return store.transaction(async (transaction) => {
    const invite = await transaction
      .updateTable('invite')
      .set({ revoked_at: sql`coalesce(revoked_at, now())` })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .$if(occurrence !== undefined, (query) => query.where('occurrence', '=', occurrence ?? ''))
      .returning('occurrence')
      .executeTakeFirst()
    if (invite === undefined) return false
    const ended = await transaction
      .updateTable('session')
      .set({ revoked_at: sql`now()` })
      .where('invite', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows > 0n) await bumpRoom(store, transaction, invite.occurrence)
    return true
  })
}
