import { TelevidError } from '@televid/core/protocol'
import type { CoreServices } from '../control-plane/core-services.ts'
import { bumpRoom } from './bump-room.ts'
import { readPin } from './pin-room.ts'
import { roomFeature } from './room-feature.ts'

/**
 * Gives somebody the right to publish, or takes it: stored first, so that their later grants agree, then carried out at the
 * vendor. Idempotent, so that it can be repeated when the vendor failed.
 *
 * @throws TelevidError `unsupported` | `invalid-argument` and what the provider throws
 */
export async function setMayPublish(
  services: CoreServices,
  occurrence: string,
  identity: string,
  mayPublish: boolean,
): Promise<void> {
  const { store } = services
  // Asked first: a right that cannot be taken at the vendor must not look taken.
  const setCanPublish = await roomFeature(services, occurrence, 'setCanPublish')
  await store.transaction(async (transaction) => {
    // Room before person, the order of every other change: two orders could wait for each other.
    await transaction.selectFrom('occurrence').select('id').where('id', '=', occurrence).forUpdate().execute()
    const person = await transaction
      .selectFrom('admission')
      .select('may_publish')
      .where('occurrence', '=', occurrence)
      .where('identity', '=', identity)
      .executeTakeFirst()
    if (person === undefined)
      throw new TelevidError('invalid-argument', 'Nobody with this identity has come to this room.')
    if (person.may_publish === mayPublish) return
    await transaction
      .updateTable('admission')
      .set({ may_publish: mayPublish })
      .where('occurrence', '=', occurrence)
      .where('identity', '=', identity)
      .execute()
    await bumpRoom(store, transaction, occurrence)
  })
  const pin = await readPin(services, occurrence)
  if (pin === null) return
  try {
    await setCanPublish(pin.room, identity, mayPublish)
  } catch (error) {
    // They are not in the vendor's room at the moment: their next grant says it.
    if (!TelevidError.isInstance(error) || error.code !== 'room-not-found') throw error
  }
}
