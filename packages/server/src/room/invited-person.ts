import { TelevidError } from '@televid/core/protocol'
import type { Kysely } from 'kysely'
import type { Schema } from '../store/schema.ts'

/**
 * Role and name of somebody as their invite has them, whether or not they have come yet.
 *
 * @throws TelevidError `invalid-argument` when nobody of that identity was invited
 */
export async function invitedPerson(
  db: Kysely<Schema>,
  occurrence: string,
  identity: string,
): Promise<{ readonly role: string; readonly display_name: string | null }> {
  const invite = await db
    .selectFrom('invite')
    .select(['role', 'display_name'])
    .where('occurrence', '=', occurrence)
    .where('identity', '=', identity)
    .executeTakeFirst()
  if (invite !== undefined) return invite
  throw new TelevidError('invalid-argument', 'Nobody with this identity was invited to this room.')
}
