import { TelevidError } from '@televid/core/protocol'
import type { CoreServices } from '../control-plane/core-services.ts'
import { bumpRoom } from './bump-room.ts'

/**
 * Admits or refuses somebody at the door. A refused person may be admitted later; a removed one never.
 *
 * @throws TelevidError `invalid-argument` | `invalid-state` | `removed` | `room-ended`
 */
export async function decideAdmission(
  { store }: CoreServices,
  occurrence: string,
  identity: string,
  action: 'admit' | 'refuse',
): Promise<void> {
  await store.transaction(async (transaction) => {
    const room = await transaction
      .selectFrom('occurrence')
      .select('ended_at')
      .where('id', '=', occurrence)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (room.ended_at !== null) throw new TelevidError('room-ended', 'This room has ended.')
    const person = await transaction
      .selectFrom('admission')
      .select('state')
      .where('occurrence', '=', occurrence)
      .where('identity', '=', identity)
      .executeTakeFirst()
    if (person === undefined)
      throw new TelevidError('invalid-argument', 'Nobody with this identity is at the door of this room.')
    if (person.state === 'removed')
      throw new TelevidError('removed', 'This person was removed from the room and cannot return.')
    const state = action === 'admit' ? 'admitted' : 'refused'
    if (person.state === state) return
    if (person.state === 'admitted')
      throw new TelevidError('invalid-state', 'This person was admitted already. Remove them to put them out.')
    await transaction
      .updateTable('admission')
      .set({ state })
      .where('occurrence', '=', occurrence)
      .where('identity', '=', identity)
      .execute()
    await bumpRoom(store, transaction, occurrence)
  })
}
