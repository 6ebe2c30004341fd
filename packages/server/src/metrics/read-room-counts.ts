import { sql } from 'kysely'
import type { Store } from '../store/store.ts'

export interface RoomCounts {
  /** People at the doors of open rooms. */
  readonly waiting: number
  /** Open rooms that somebody has entered. */
  readonly open: readonly { readonly provider: string; readonly rooms: number }[]
}

export async function readRoomCounts({ db }: Store): Promise<RoomCounts> {
  const waiting = await db
    .selectFrom('admission')
    .innerJoin('occurrence', 'occurrence.id', 'admission.occurrence')
    .select(sql<number>`count(*)::int`.as('people'))
    .where('admission.state', '=', 'waiting')
    .where('admission.left_at', 'is', null)
    .where('occurrence.ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  const open = await db
    .selectFrom('occurrence')
    .select(['provider', sql<number>`count(*)::int`.as('rooms')])
    .where('provider', 'is not', null)
    .where('ended_at', 'is', null)
    .groupBy('provider')
    .execute()
  return { waiting: waiting.people, open: open.map(({ provider, rooms }) => ({ provider: provider ?? '', rooms })) }
}
