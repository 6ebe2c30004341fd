import { assertRoomName, TelevidError } from '@televid/core/protocol'
import { z } from 'zod'
import type { CoreServices } from '../control-plane/core-services.ts'
import { newId } from '../secret/key-ring.ts'
import { checkArguments, defaultTenant, tenantShape } from './identity.ts'

export interface EnsureRoomOptions {
  /** 4 to 64 of `A-Z a-z 0-9 _ -`, opaque. */
  readonly room: string
  /** Default `default`. */
  readonly tenant?: string
  /** Whether people without `skip-lobby` wait to be admitted; default `true`. Set when an occurrence begins. */
  readonly lobby?: boolean
}

export interface EnsuredRoom {
  readonly room: string
  readonly tenant: string
  /** Id of the use of the room that is open now. */
  readonly occurrence: string
}

const shape = z.strictObject({
  room: z.string(),
  tenant: tenantShape.default(defaultTenant),
  lobby: z.boolean().default(true),
})

/**
 * Makes sure that a room is there and open. A room that has ended begins anew: another occurrence, with nobody admitted or
 * removed, where earlier invites and sessions do not work.
 *
 * @throws TelevidError `room-name-invalid` | `invalid-argument`
 */
export async function ensureRoom({ store }: CoreServices, options: EnsureRoomOptions): Promise<EnsuredRoom> {
  const { room, tenant, lobby } = checkArguments(shape, options)
  assertRoomName(room)
  await store.db
    .insertInto('room')
    .values({ tenant, name: room })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await store.db
    .insertInto('occurrence')
    .values({ tenant, id: newId('occurrence'), room, lobby })
    .onConflict((conflict) => conflict.columns(['tenant', 'room']).where('ended_at', 'is', null).doNothing())
    .execute()
  return { room, tenant, occurrence: await openOccurrence({ store }, tenant, room) }
}

/**
 * The open occurrence of a room.
 *
 * @throws TelevidError `room-ended` | `room-not-found`
 */
export async function openOccurrence(
  { store }: Pick<CoreServices, 'store'>,
  tenant: string,
  room: string,
): Promise<string> {
  const row = await store.db
    .selectFrom('occurrence')
    .select(['id', 'ended_at'])
    .where('tenant', '=', tenant)
    .where('room', '=', room)
    .orderBy('ended_at', (order) => order.desc().nullsFirst())
    .executeTakeFirst()
  if (row === undefined) throw new TelevidError('room-not-found', 'There is no such room. Call rooms.ensure first.')
  if (row.ended_at !== null)
    throw new TelevidError('room-ended', 'This room has ended. Call rooms.ensure to begin it anew.')
  return row.id
}
