import { type RawBuilder, sql } from 'kysely'
import type { Store } from '../store/store.ts'
import type { StreamPush } from '../stream/stream-endpoint-handler.ts'
import { endP2pPresence } from './end-p2p-presence.ts'
import type { P2pRateLimit } from './p2p-rate-limit.ts'
import { nextSeq } from './p2p-room-log.ts'
import { markAbsent } from './p2p-stream.ts'
import type { P2pTables } from './p2p-tables.ts'

const sweepMs = 1000
/** Beats between two heartbeats. */
const beatEvery = 2
const cleanEvery = 30

/** Time since a moment, by the clock of the database, which all processes share. */
const older = (column: string, seconds: number): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} < now() - ${seconds} * interval '1 second'`

/**
 * Absent 8 s, and nobody has received from them in the last 4 s. Only people who are connected can say so: somebody must
 * have been for 4 s, or else the absent are kept for a minute (a network that is down for everybody, a new process).
 */
const isLost = sql<boolean>`${older('absent_since', 8)} and (received_at is null or ${older('received_at', 4)}) and (
  ${older('absent_since', 60)} or exists (
    select 1 from p2p_presence as witness
    where witness.occurrence = p2p_presence.occurrence and witness.ended_at is null and witness.stream is not null
      and witness.seen_at > now() - interval '4 seconds' and witness.attached_at < now() - interval '4 seconds'))`

export interface P2pSweeperOptions {
  readonly store: Store
  readonly streams: ReadonlyMap<string, StreamPush>
  readonly rateLimit: P2pRateLimit
  onError(error: unknown): void
}

/** Keeps the presences of this process alive and ends those that nobody keeps, whoever held them. Returns the stop. */
export function startP2pSweeper(options: P2pSweeperOptions): () => Promise<void> {
  const { store, streams } = options
  const db = store.db.withTables<P2pTables>()
  let stopped = false
  let count = 0
  let work: Promise<void> = Promise.resolve()

  const beat = async (): Promise<void> => {
    const mine = [...streams.keys()]
    if (mine.length === 0) return
    const rows = await db
      .updateTable('p2p_presence')
      .set({ seen_at: sql`now()` })
      .where('stream', 'in', mine)
      .returning('stream')
      .execute()
    const kept = new Set(rows.map(({ stream }) => stream))
    // Taken over, put out, or given up by another process while this one hung: the browser connects again and learns which.
    for (const stream of mine) if (!kept.has(stream)) streams.get(stream)?.reconnect()
  }

  const markStale = async (): Promise<void> => {
    const stale = await db
      .selectFrom('p2p_presence')
      .select(['occurrence', 'stream'])
      .where('ended_at', 'is', null)
      .where('stream', 'is not', null)
      .where(older('seen_at', 6))
      .execute()
    for (const { occurrence, stream } of stale) {
      if (stream === null) continue
      await store.transaction((transaction) =>
        markAbsent(store, transaction.withTables<P2pTables>(), occurrence, stream),
      )
    }
  }

  const endLost = async (): Promise<void> => {
    const lost = await db
      .selectFrom('p2p_presence')
      .select(['occurrence', 'peer'])
      .where('ended_at', 'is', null)
      .where(isLost)
      .execute()
    for (const { occurrence, peer } of lost) {
      await store.transaction(async (plain) => {
        const transaction = plain.withTables<P2pTables>()
        await nextSeq(transaction, occurrence)
        // Again under the room's lock: they may be back, or ended by another process.
        const presence = await transaction
          .selectFrom('p2p_presence')
          .selectAll()
          .where('peer', '=', peer)
          .where('ended_at', 'is', null)
          .where(isLost)
          .executeTakeFirst()
        if (presence) await endP2pPresence(store, transaction, presence, 'lost')
      })
    }
  }

  const clean = async (): Promise<void> => {
    options.rateLimit.sweep(Date.now())
    // Delivered by now to whoever is connected; the absent keep theirs until they are back or gone.
    await db
      .deleteFrom('p2p_signal')
      .where(older('created_at', 60))
      .where('peer', 'not in', (query) =>
        query
          .selectFrom('p2p_presence')
          .select('peer')
          .where('ended_at', 'is', null)
          .where((where) =>
            where.or([where('stream', 'is', null), sql<boolean>`attached_at > now() - interval '1 minute'`]),
          ),
      )
      .where('peer', 'not in', (query) =>
        query
          .selectFrom('p2p_presence')
          .select('peer')
          .where('ended_at', 'is not', null)
          .where(sql<boolean>`ended_at > now() - interval '10 minutes'`),
      )
      .execute()
    await db.deleteFrom('p2p_presence').where('ended_at', 'is not', null).where(older('ended_at', 86_400)).execute()
  }

  const sweep = async (): Promise<void> => {
    count += 1
    if (count % beatEvery === 0) await beat()
    await markStale()
    await endLost()
    if (count % cleanEvery === 0) await clean()
  }

  let busy = false
  const timer = setInterval(() => {
    if (busy || stopped) return
    busy = true
    work = sweep()
      .catch((error: unknown) => options.onError(error))
      .finally(() => {
        busy = false
      })
  }, sweepMs)
  timer.unref()

  return async () => {
    stopped = true
    clearInterval(timer)
    await work
  }
}
