import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import { bumpRoom } from './bump-room.ts'

/** The person says goodbye: they are in no list until they ask for a grant again. What was decided about them stays. */
export async function leaveRoom({ store }: CoreServices, occurrence: string, identity: string): Promise<void> {
  await store.transaction(async (transaction) => {
    // Room before person, the order of every other change: two orders could wait for each other.
    await transaction.selectFrom('occurrence').select('id').where('id', '=', occurrence).forUpdate().execute()
    const result = await transaction
      .updateTable('admission')
      .set({ left_at: sql`now()` })
      .where('occurrence', '=', occurrence)
      .where('identity', '=', identity)
      .where('left_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows > 0n) await bumpRoom(store, transaction, occurrence)
  })
}
