import { type InviteExchange, TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import { newId, newToken } from '../secret/key-ring.ts'

const again = 'Ask whoever invited you for a new link.'

/**
 * Turns an invite into a session, once, whoever else tries at the same moment.
 *
 * @param room the room the link named, if it did: an invite for another one is refused and stays unused
 * @throws TelevidError `invite-invalid` | `invite-used` | `removed` | `room-ended`
 */
export async function exchangeInvite(services: CoreServices, secret: string, room?: string): Promise<InviteExchange> {
  const { store, keys, configuration } = services
  const secretHash = keys.hashToken(secret)
  const token = newToken()
  return store.transaction(async (transaction) => {
    const invite = await transaction
      .updateTable('invite')
      .set({ used_at: sql`now()` })
      .where('secret_hash', '=', secretHash)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('opens_at', '<=', sql<Date>`now()`)
      .where('expires_at', '>', sql<Date>`now()`)
      .$if(room !== undefined, (query) => query.where('room', '=', room ?? ''))
      .returningAll()
      .executeTakeFirst()
    if (invite === undefined) {
      const found = await transaction
        .selectFrom('invite')
        .select(['room', 'used_at', 'revoked_at', sql<boolean>`opens_at > now()`.as('early')])
        .where('secret_hash', '=', secretHash)
        .executeTakeFirst()
      throw whyNot(found, room)
    }
    const door = await transaction
      .selectFrom('occurrence')
      .leftJoin('admission', (join) =>
        join.onRef('admission.occurrence', '=', 'occurrence.id').on('admission.identity', '=', invite.identity),
      )
      .select(['occurrence.ended_at', 'admission.state'])
      .where('occurrence.id', '=', invite.occurrence)
      .executeTakeFirstOrThrow()
    // Thrown inside the transaction, so that the invite stays unused.
    if (door.ended_at !== null) throw new TelevidError('room-ended', `This room has ended. ${again}`)
    if (door.state === 'removed')
      throw new TelevidError('removed', 'You were removed from this room and cannot return.')
    const session = await transaction
      .insertInto('session')
      .values({
        tenant: invite.tenant,
        id: newId('session'),
        invite: invite.id,
        occurrence: invite.occurrence,
        room: invite.room,
        token_hash: keys.hashToken(token),
        identity: invite.identity,
        role: invite.role,
        display_name: invite.display_name,
        expires_at: sql<Date>`now() + ${configuration.sessionLifetimeMs}::float8 * interval '1 millisecond'`,
      })
      .returning('expires_at')
      .executeTakeFirstOrThrow()
    return {
      session: token,
      room: invite.room,
      identity: invite.identity,
      role: invite.role,
      expiresAt: session.expires_at.getTime(),
    }
  })
}

function whyNot(
  found:
    | {
        readonly room: string
        readonly used_at: Date | null
        readonly revoked_at: Date | null
        readonly early: boolean
      }
    | undefined,
  room: string | undefined,
): TelevidError {
  if (found === undefined || (room !== undefined && found.room !== room)) {
    return new TelevidError(
      'invite-invalid',
      `This invite does not exist for this room. Check that the whole link was copied, or: ${again}`,
    )
  }
  if (found.revoked_at !== null) return new TelevidError('invite-invalid', `This invite was withdrawn. ${again}`)
  if (found.used_at !== null)
    return new TelevidError('invite-used', `This invite was used already: it works once, in one browser. ${again}`)
  if (found.early)
    return new TelevidError(
      'invite-invalid',
      'This invite does not work yet. Open the link again at the time of the visit.',
    )
  return new TelevidError('invite-invalid', `This invite has expired. ${again}`)
}
