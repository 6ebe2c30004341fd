import type { CoreServices } from '../control-plane/core-services.ts'
import { bumpRoom } from './bump-room.ts'
import { invitedPerson } from './invited-person.ts'
import { readPin } from './pin-room.ts'

/**
 * Puts somebody out for good: stored first, so that they stay out whatever happens next, then carried out at the vendor.
 * Idempotent, so that it can be repeated when the vendor failed.
 *
 * @throws TelevidError `invalid-argument` and what the provider throws
 */
export async function removeParticipant(services: CoreServices, occurrence: string, identity: string): Promise<void> {
  const { store } = services
  await store.transaction(async (transaction) => {
    const room = await transaction
      .selectFrom('occurrence')
      .select('tenant')
      .where('id', '=', occurrence)
      .forUpdate()
      .executeTakeFirstOrThrow()
    // Somebody who was invited and has not come yet can be removed too.
    const invite = await invitedPerson(transaction, occurrence, identity)
    const change = await transaction
      .insertInto('admission')
      .values({ tenant: room.tenant, occurrence, identity, state: 'removed', ...invite })
      .onConflict((conflict) =>
        conflict
          .columns(['occurrence', 'identity'])
          .doUpdateSet({ state: 'removed' })
          .where('admission.state', '!=', 'removed'),
      )
      .executeTakeFirst()
    if ((change.numInsertedOrUpdatedRows ?? 0n) > 0n) await bumpRoom(store, transaction, occurrence)
  })
  const pin = await readPin(services, occurrence)
  if (pin !== null) await services.provider(pin.provider).removeParticipant(pin.room, identity)
}
