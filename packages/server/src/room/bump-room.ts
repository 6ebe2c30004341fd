import { type Kysely, sql } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Store } from '../store/store.ts'

/** Notified with every change that a room channel shows. */
export function roomTopic(occurrence: string): string {
  return `room/${occurrence}`
}

/** Call it in the transaction of a change that a room channel shows: raises the revision and tells every process. */
export async function bumpRoom(store: Store, transaction: Kysely<Schema>, occurrence: string): Promise<void> {
  await transaction
    .updateTable('occurrence')
    .set({ revision: sql`revision + 1` })
    .where('id', '=', occurrence)
    .execute()
  await store.notify(roomTopic(occurrence), '', transaction)
}
