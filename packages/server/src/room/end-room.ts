import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import { bumpRoom } from './bump-room.ts'
import { readPin } from './pin-room.ts'

/** Ends an occurrence for all: stored first, then carried out at the vendor. Idempotent. */
export async function endRoom(services: CoreServices, occurrence: string): Promise<void> {
  const { store } = services
  await store.transaction(async (transaction) => {
    const result = await transaction
      .updateTable('occurrence')
      .set({ ended_at: sql`now()` })
      .where('id', '=', occurrence)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows > 0n) await bumpRoom(store, transaction, occurrence)
  })
  const pin = await readPin(services, occurrence)
  if (pin !== null) await services.provider(pin.provider).endRoom(pin.room)
}
