import { randomUUID } from 'node:crypto'
import { type P2pPeer, type P2pServerSignal, TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import type { Store } from '../store/store.ts'
import { expelP2pPresences } from './end-p2p-presence.ts'
import { appendFrame, nextSeq, type P2pPresence, type P2pTransaction, presentIn } from './p2p-room-log.ts'
import type { P2pSigningKey } from './p2p-signing-key.ts'
import type { P2pContext } from './p2p-token.ts'

export interface P2pEntry {
  readonly peer: string
  /** What the browser missed, then a `welcome`. */
  readonly frames: readonly P2pServerSignal[]
}

export interface EnterP2pOptions {
  readonly context: P2pContext
  /** Last frame the browser saw; `null` for a new one. */
  readonly after: number | null
  /** Id of the connection. */
  readonly stream: string
  readonly maxParticipants: number
  readonly key: P2pSigningKey
}

/**
 * Opens a presence or takes up one whose connection dropped, as one atomic step of the room: its people are counted, an
 * older presence of the same identity is put out, everybody else is told.
 *
 * @throws TelevidError `room-ended` | `removed` | `refused` | `room-full` | `grant-expired` | `session-invalid`
 */
export async function enterP2pRoom(
  store: Store,
  transaction: P2pTransaction,
  options: EnterP2pOptions,
): Promise<P2pEntry> {
  const { context, after, stream } = options
  const { tenant, occurrence } = context
  await transaction
    .insertInto('p2p_room')
    .values({ tenant, occurrence })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const seq = await nextSeq(transaction, occurrence)
  const former = await transaction
    .selectFrom('p2p_presence')
    .selectAll()
    .where('grant_id', '=', context.jti)
    .orderBy('joined_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const missed = former && after !== null ? await mailOf(transaction, former.peer, after) : []

  if (former && isPutOut(former)) {
    // The signed word is still waiting for a browser that was away when it was said.
    if (missed.length > 0) return { peer: former.peer, frames: missed }
    throw refusals[former.end_reason]()
  }
  if (seq === null) throw refusals['room-ended']()
  await assertWelcome(transaction, context)

  const resumed = former && former.ended_at === null && after !== null
  const self = resumed ? await resume(store, transaction, former, stream) : await begin(store, transaction, options)
  const others = (await presentIn(transaction, occurrence)).filter(({ peer }) => peer !== self.peer)
  const welcome: P2pServerSignal = { type: 'welcome', seq, self: describe(self), peers: others.map(describe) }
  return { peer: self.peer, frames: [...(resumed ? missed : []), welcome] }
}

const refusals = {
  'room-ended': () =>
    new TelevidError('room-ended', 'The room is over. Ask for a new invitation.', { provider: 'p2p' }),
  removed: () => new TelevidError('removed', 'The host removed this participant from the room.', { provider: 'p2p' }),
  replaced: () =>
    new TelevidError(
      'session-invalid',
      'This participant has joined elsewhere. Close the other page, then join again.',
      {
        provider: 'p2p',
      },
    ),
}

function isPutOut(presence: P2pPresence): presence is P2pPresence & { end_reason: keyof typeof refusals } {
  return presence.end_reason !== null && presence.end_reason in refusals
}

/** The control plane's own record decides, whatever this provider was told of it. */
async function assertWelcome(transaction: P2pTransaction, { occurrence, identity }: P2pContext): Promise<void> {
  const over = await transaction
    .selectFrom('occurrence')
    .select('id')
    .where('id', '=', occurrence)
    .where('ended_at', 'is not', null)
    .executeTakeFirst()
  if (over) throw refusals['room-ended']()
  const admission = await transaction
    .selectFrom('admission')
    .select('state')
    .where('occurrence', '=', occurrence)
    .where('identity', '=', identity)
    .executeTakeFirst()
  if (admission?.state === 'removed') throw refusals.removed()
  if (admission?.state === 'refused') {
    throw new TelevidError('refused', 'The host did not admit this participant.', { provider: 'p2p' })
  }
}

async function resume(
  store: Store,
  transaction: P2pTransaction,
  former: P2pPresence,
  stream: string,
): Promise<P2pPresence> {
  await transaction
    .updateTable('p2p_presence')
    .set({ stream, attached_at: sql`now()`, seen_at: sql`now()`, absent_since: null, received_at: null })
    .where('peer', '=', former.peer)
    .execute()
  if (former.absent_since !== null) await tell(store, transaction, former, { type: 'peer-back', peer: former.peer })
  return { ...former, absent_since: null }
}

async function begin(store: Store, transaction: P2pTransaction, options: EnterP2pOptions): Promise<P2pPresence> {
  const { context, stream, maxParticipants } = options
  const { tenant, occurrence, identity, role } = context
  if (context.expiresAt <= Date.now()) {
    throw new TelevidError('grant-expired', 'The grant has expired. Ask for a new one.', { provider: 'p2p' })
  }
  const present = await presentIn(transaction, occurrence)
  const doubles = present.filter((presence) => presence.identity === identity)
  if (present.length - doubles.length >= maxParticipants) {
    throw new TelevidError(
      'room-full',
      `The room has its ${maxParticipants} participants already. Wait until somebody leaves.`,
      {
        provider: 'p2p',
      },
    )
  }
  await expelP2pPresences(store, transaction, options.key, context.room, doubles, 'replaced')
  const presence = await transaction
    .insertInto('p2p_presence')
    .values({
      tenant,
      occurrence,
      peer: randomUUID(),
      grant_id: context.jti,
      identity,
      role,
      can_publish: context.canPublish,
      display_name: context.displayName ?? null,
      stream,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await tell(store, transaction, presence, { type: 'peer-joined', peer: describe(presence) })
  return presence
}

/** Tells everybody else in the room about one of its people. */
export async function tell(
  store: Store,
  transaction: P2pTransaction,
  about: P2pPresence,
  frame: Parameters<typeof appendFrame>[4],
): Promise<void> {
  const seq = await nextSeq(transaction, about.occurrence)
  if (seq === null) return
  const others = (await presentIn(transaction, about.occurrence)).filter(({ peer }) => peer !== about.peer)
  await appendFrame(store, transaction, seq, others, frame)
}

/** Frames of one mailbox above a number. */
export async function mailOf(
  transaction: Pick<P2pTransaction, 'selectFrom'>,
  peer: string,
  after: number,
): Promise<P2pServerSignal[]> {
  const rows = await transaction
    .selectFrom('p2p_signal')
    .select('frame')
    .where('peer', '=', peer)
    .where('seq', '>', after)
    .orderBy('seq')
    .execute()
  return rows.map(({ frame }) => JSON.parse(frame) as P2pServerSignal)
}

function describe(presence: P2pPresence): P2pPeer {
  return {
    peer: presence.peer,
    identity: presence.identity,
    role: presence.role,
    canPublish: presence.can_publish,
    joinedAt: presence.joined_at.getTime(),
    ...(presence.display_name !== null && { displayName: presence.display_name }),
    ...(presence.absent_since !== null && { absent: true }),
  }
}
