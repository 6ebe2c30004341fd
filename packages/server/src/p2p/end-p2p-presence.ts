import { sql } from 'kysely'
import type { Store } from '../store/store.ts'
import { appendFrame, nextSeq, type P2pPresence, type P2pTransaction, presentIn } from './p2p-room-log.ts'
import type { P2pSigningKey } from './p2p-signing-key.ts'

/** Ends presences that went by themselves and tells the others. */
export async function endP2pPresence(
  store: Store,
  transaction: P2pTransaction,
  presence: P2pPresence,
  reason: 'left' | 'lost',
): Promise<void> {
  await close(transaction, [presence], reason)
  await transaction.deleteFrom('p2p_signal').where('peer', '=', presence.peer).execute()
  const seq = await nextSeq(transaction, presence.occurrence)
  if (seq === null) return
  const others = await presentIn(transaction, presence.occurrence)
  await appendFrame(store, transaction, seq, others, { type: 'peer-left', peer: presence.peer, reason })
}

/** Puts presences out with a signed word that every browser obeys, theirs included. */
export async function expelP2pPresences(
  store: Store,
  transaction: P2pTransaction,
  key: P2pSigningKey,
  room: string,
  presences: readonly P2pPresence[],
  reason: 'removed' | 'replaced',
): Promise<void> {
  for (const presence of presences) {
    const { occurrence, peer } = presence
    const seq = await nextSeq(transaction, occurrence)
    if (seq === null) return
    const everybody = await presentIn(transaction, occurrence)
    await close(transaction, [presence], reason)
    const proof = await key.sign({ room, occurrence, peer, reason })
    await appendFrame(store, transaction, seq, everybody, { type: 'expelled', peer, reason, proof })
  }
}

/** Ends the room for everybody, for good. Idempotent. */
export async function endP2pRoom(
  store: Store,
  transaction: P2pTransaction,
  key: P2pSigningKey,
  { tenant, room, occurrence }: { readonly tenant: string; readonly room: string; readonly occurrence: string },
): Promise<void> {
  await transaction
    .insertInto('p2p_room')
    .values({ tenant, occurrence })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const seq = await nextSeq(transaction, occurrence)
  if (seq === null) return
  const everybody = await presentIn(transaction, occurrence)
  const reason = 'room-ended'
  await close(transaction, everybody, reason)
  const proof = await key.sign({ room, occurrence, peer: '*', reason })
  await appendFrame(store, transaction, seq, everybody, { type: 'expelled', peer: '*', reason, proof })
  await transaction.updateTable('p2p_room').set({ ended_at: sql`now()` }).where('occurrence', '=', occurrence).execute()
}

async function close(
  transaction: P2pTransaction,
  presences: readonly P2pPresence[],
  reason: NonNullable<P2pPresence['end_reason']>,
): Promise<void> {
  if (presences.length === 0) return
  await transaction
    .updateTable('p2p_presence')
    .set({ ended_at: sql`now()`, end_reason: reason, stream: null })
    .where(
      'peer',
      'in',
      presences.map(({ peer }) => peer),
    )
    .execute()
}
