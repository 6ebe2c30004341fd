import { randomUUID } from 'node:crypto'
import { TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import type { Store } from '../store/store.ts'
import type { StreamEndpointHandler, StreamPush } from '../stream/stream-endpoint-handler.ts'
import { endP2pPresence } from './end-p2p-presence.ts'
import { enterP2pRoom, mailOf, tell } from './enter-p2p-room.ts'
import { p2pClientFrame } from './p2p-frame.ts'
import type { P2pRateLimit } from './p2p-rate-limit.ts'
import { appendFrame, nextSeq, type P2pPresence, type P2pTransaction, p2pTopic } from './p2p-room-log.ts'
import type { P2pSigningKey } from './p2p-signing-key.ts'
import type { P2pTables } from './p2p-tables.ts'
import { type P2pContext, verifyP2pToken } from './p2p-token.ts'

export interface P2pStreamOptions {
  readonly store: Store
  readonly tokenKey: Uint8Array
  readonly key: P2pSigningKey
  readonly maxParticipants: number
  readonly rateLimit: P2pRateLimit
  /** Connections of this process by id; the sweeper keeps their presences alive. */
  readonly streams: Map<string, StreamPush>
  onError(error: unknown): void
}

/** The signaling stream: presence is the connection, everything else goes through mailboxes in the store. */
export function p2pStream(options: P2pStreamOptions): StreamEndpointHandler<P2pContext> {
  const { store, key, maxParticipants, streams } = options

  return {
    authenticate: (token) => verifyP2pToken(options.tokenKey, token),

    async open(context, after, push) {
      const stream = randomUUID()
      let attached: { readonly peer: string; last: number } | null = null
      let work: Promise<void> = Promise.resolve()
      const pump = () => {
        work = work.then(async () => {
          const mailbox = attached
          if (!mailbox) return
          for (const frame of await mailOf(store.db.withTables<P2pTables>(), mailbox.peer, mailbox.last)) {
            mailbox.last = frame.seq
            push.frame(frame)
          }
        })
        // The browser resumes after what it saw, so nothing is lost.
        work = work.catch((error: unknown) => {
          options.onError(error)
          push.reconnect()
        })
      }
      const unlisten = store.listen(p2pTopic(context.occurrence), (payload) => {
        if (attached && (payload === null || payload.split(' ').includes(attached.peer))) pump()
      })
      try {
        const entry = await store.transaction((transaction) =>
          enterP2pRoom(store, transaction.withTables<P2pTables>(), { context, after, stream, maxParticipants, key }),
        )
        for (const frame of entry.frames) push.frame(frame)
        attached = { peer: entry.peer, last: entry.frames.at(-1)?.seq ?? 0 }
      } catch (error) {
        unlisten()
        throw error
      }
      streams.set(stream, push)
      // Whatever came between the entry and this line.
      pump()
      return async () => {
        unlisten()
        streams.delete(stream)
        attached = null
        await store.transaction((transaction) =>
          markAbsent(store, transaction.withTables<P2pTables>(), context.occurrence, stream),
        )
      }
    },

    async receive(context, value, plain) {
      const transaction = plain.withTables<P2pTables>()
      if (!options.rateLimit.take(context.jti, Date.now())) {
        throw new TelevidError('rate-limited', 'Too many signaling frames: this one was dropped. Send fewer.', {
          retryable: false,
        })
      }
      const parsed = p2pClientFrame.safeParse(value)
      if (!parsed.success) {
        throw new TelevidError(
          'bad-request',
          'This is not a signaling frame and was dropped. Use a matching version of the adapter.',
        )
      }
      const frame = parsed.data
      const self = await find(transaction, (query) => query.where('grant_id', '=', context.jti))
      if (!self) {
        if (frame.type === 'leave') return
        throw new TelevidError('session-invalid', 'This participant is not in the room any more. Join again.')
      }
      switch (frame.type) {
        case 'leave':
          return endP2pPresence(store, transaction, self, 'left')
        case 'still-receiving':
          await transaction
            .updateTable('p2p_presence')
            .set({ received_at: sql`now()` })
            .where('peer', '=', frame.peer)
            .where('occurrence', '=', self.occurrence)
            .where('absent_since', 'is not', null)
            .execute()
          return
        case 'signal': {
          const to = await find(transaction, (query) =>
            query.where('peer', '=', frame.to).where('occurrence', '=', self.occurrence),
          )
          const seq = to && (await nextSeq(transaction, self.occurrence))
          // They have just left: the sender learns it from their `peer-left`.
          if (!to || !seq) return
          await appendFrame(store, transaction, seq, [to], { type: 'signal', from: self.peer, payload: frame.payload })
        }
      }
    },
  }
}

function find(
  transaction: P2pTransaction,
  narrow: (query: ReturnType<typeof present>) => ReturnType<typeof present>,
): Promise<P2pPresence | undefined> {
  return narrow(present(transaction)).executeTakeFirst()
}

function present(transaction: P2pTransaction) {
  return transaction.selectFrom('p2p_presence').selectAll().where('ended_at', 'is', null)
}

/** The connection is gone; the presence is not, yet. Does nothing when another connection has taken over. */
export async function markAbsent(
  store: Store,
  transaction: P2pTransaction,
  occurrence: string,
  stream: string,
): Promise<void> {
  if ((await nextSeq(transaction, occurrence)) === null) return
  const presence = await transaction
    .updateTable('p2p_presence')
    .set({ stream: null, absent_since: sql`now()`, received_at: null })
    .where('stream', '=', stream)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (presence) await tell(store, transaction, presence, { type: 'peer-absent', peer: presence.peer })
}
