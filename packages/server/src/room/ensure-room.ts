import { assertRoomName, TelevidError } from '@televid/core/protocol'
import { z } from 'zod'
import type { CoreServices } from '../control-plane/core-services.ts'
import { assertTakesRooms } from '../provider/provider-state.ts'
import { newId, newTrace } from '../secret/key-ring.ts'
import { checkArguments, defaultTenant, tenantShape } from './identity.ts'

export interface EnsureRoomOptions {
  /** 4 to 64 of `A-Z a-z 0-9 _ -`, opaque. */
  readonly room: string
  /** Default `default`. */
  readonly tenant?: string
  /** Whether people without `skip-lobby` wait to be admitted; default `true`. Set when an occurrence begins. */
  readonly lobby?: boolean
  /**
   * Key of `providers` for the use of the room that is open now; default the one configured when its first person enters.
   * A room that somebody has entered stays where it is.
   */
  readonly provider?: string
}

export interface EnsuredRoom {
  readonly room: string
  readonly tenant: string
  /** Id of the use of the room that is open now. */
  readonly occurrence: string
  /** Opaque id of this use for logs: 32 hex digits, the same in every grant, at the vendor and in the server's log lines. */
  readonly trace: string
}

const shape = z.strictObject({
  room: z.string(),
  tenant: tenantShape.default(defaultTenant),
  lobby: z.boolean().default(true),
  provider: z.string().optional(),
})

/**
 * Makes sure that a room is there and open. A room that has ended begins anew: another occurrence, with nobody admitted or
 * removed, where earlier invites and sessions do not work.
 *
 * @throws TelevidError `room-name-invalid` | `invalid-argument` | `unknown-provider` | `invalid-state` when the room has
 *   begun on another provider than the one asked for
 */
export async function ensureRoom(services: CoreServices, options: EnsureRoomOptions): Promise<EnsuredRoom> {
  const { store, configuration } = services
  const { room, tenant, lobby, provider } = checkArguments(shape, options)
  assertRoomName(room)
  if (provider !== undefined) assertTakesRooms(configuration, provider)
  await store.db
    .insertInto('room')
    .values({ tenant, name: room })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await store.db
    .insertInto('occurrence')
    .values({
      tenant,
      id: newId('occurrence'),
      room,
      lobby,
      trace: newTrace(),
      wanted_provider: provider ?? null,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'room']).where('ended_at', 'is', null).doNothing())
    .execute()
  const occurrence = await openOccurrence(services, tenant, room)
  if (provider !== undefined) await wantProvider(services, occurrence, provider)
  const { trace } = await store.db
    .selectFrom('occurrence')
    .select('trace')
    .where('id', '=', occurrence)
    .executeTakeFirstOrThrow()
  return { room, tenant, occurrence, trace }
}

/** Notes the wish where nobody has entered yet; a first grant of the same moment is before it or after it. */
async function wantProvider({ store }: CoreServices, occurrence: string, provider: string): Promise<void> {
  await store.db
    .updateTable('occurrence')
    .set({ wanted_provider: provider })
    .where('id', '=', occurrence)
    .where('provider', 'is', null)
    .execute()
  const { provider: pinned } = await store.db
    .selectFrom('occurrence')
    .select('provider')
    .where('id', '=', occurrence)
    .executeTakeFirstOrThrow()
  if (pinned === null || pinned === provider) return
  throw new TelevidError(
    'invalid-state',
    `This room has begun on provider "${pinned}" and stays there. End it first, or ask for no provider.`,
  )
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
