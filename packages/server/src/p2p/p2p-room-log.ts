import type { P2pServerSignal } from '@televid/core/protocol'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { P2pPresenceTable, P2pTables } from './p2p-tables.ts'

export type P2pTransaction = Transaction<Schema & P2pTables>
export type P2pPresence = Selectable<P2pPresenceTable>

type WithoutSeq<Frame> = Frame extends unknown ? Omit<Frame, 'seq'> : never
export type P2pServerFrame = WithoutSeq<P2pServerSignal>

/** Topic on which the mailboxes of an occurrence are announced; the payload is the list of peers with mail. */
export const p2pTopic = (occurrence: string): string => `p2p/${occurrence}`

/**
 * Takes the next number of the room and with it the room's lock until the transaction ends: what one process reads up to a
 * number is complete, whoever else writes. `null` when the room is over or was never entered.
 */
export async function nextSeq(transaction: P2pTransaction, occurrence: string): Promise<number | null> {
  const row = await transaction
    .updateTable('p2p_room')
    .set((expression) => ({ seq: expression('seq', '+', 1) }))
    .where('occurrence', '=', occurrence)
    .where('ended_at', 'is', null)
    .returning('seq')
    .executeTakeFirst()
  return row?.seq ?? null
}

/** Everybody whose presence has not ended, first come first. Call it after {@link nextSeq}. */
export function presentIn(transaction: P2pTransaction, occurrence: string): Promise<P2pPresence[]> {
  return transaction
    .selectFrom('p2p_presence')
    .selectAll()
    .where('occurrence', '=', occurrence)
    .where('ended_at', 'is', null)
    .orderBy('joined_at')
    .orderBy('peer')
    .execute()
}

/** Puts one frame into the mailboxes of `recipients`, under a number from {@link nextSeq}. */
export async function appendFrame(
  store: Store,
  transaction: P2pTransaction,
  seq: number,
  recipients: readonly P2pPresence[],
  frame: P2pServerFrame,
): Promise<void> {
  const [first] = recipients
  if (!first) return
  const text = JSON.stringify({ ...frame, seq })
  await transaction
    .insertInto('p2p_signal')
    .values(recipients.map(({ tenant, occurrence, peer }) => ({ tenant, occurrence, peer, seq, frame: text })))
    .execute()
  const payload = recipients.map(({ peer }) => peer).join(' ')
  // More tables than `notify` knows of; it uses none.
  await store.notify(p2pTopic(first.occurrence), payload, transaction as unknown as Kysely<Schema>)
}
