import { TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import { assertTakesRooms } from '../provider/provider-state.ts'
import type { ProviderRoom } from '../provider/server-provider.ts'
import { bumpRoom } from './bump-room.ts'

/** An occurrence and the provider it can never leave. */
export interface PinnedRoom {
  /** Name in `providers`. */
  readonly provider: string
  readonly room: ProviderRoom
}

/** The pin of an occurrence, or `null` before its first grant. */
export async function readPin({ store }: Pick<CoreServices, 'store'>, occurrence: string): Promise<PinnedRoom | null> {
  const row = await store.db.selectFrom('occurrence').selectAll().where('id', '=', occurrence).executeTakeFirstOrThrow()
  if (row.provider === null || row.vendor_room === null) return null
  return {
    provider: row.provider,
    room: {
      tenant: row.tenant,
      room: row.room,
      occurrence,
      trace: row.trace,
      reference: row.vendor_room,
      region: row.region,
    },
  }
}

/** Name of the provider an occurrence is pinned to or, before its first grant, would be pinned to now. */
export async function providerOf(
  { store, configuration }: Pick<CoreServices, 'store' | 'configuration'>,
  occurrence: string,
): Promise<string> {
  const { provider, wanted_provider } = await store.db
    .selectFrom('occurrence')
    .select(['provider', 'wanted_provider'])
    .where('id', '=', occurrence)
    .executeTakeFirstOrThrow()
  return provider ?? wanted_provider ?? configuration.provider
}

/**
 * Pins an occurrence to the provider it asked for, else the active one, unless it is pinned, and returns the pin. Of
 * several processes, whatever each has configured, the first to store its pin wins and the others follow.
 *
 * @throws TelevidError `room-ended` | `unknown-provider` when the provider asked for takes no new rooms any more: who asked
 *   for one had a reason, so that no other is taken in its place
 */
export async function pinRoom(
  services: CoreServices,
  target: { readonly tenant: string; readonly room: string; readonly occurrence: string; readonly trace: string },
): Promise<PinnedRoom> {
  const known = await readPin(services, target.occurrence)
  if (known !== null) return known
  const { store, configuration } = services
  const name = await providerOf(services, target.occurrence)
  assertTakesRooms(configuration, name)
  const provider = services.provider(name)
  const { tenant, room, occurrence, trace } = target
  const created = await provider.createRoom({ tenant, room, occurrence, trace })
  const won = await store.transaction(async (transaction) => {
    const result = await transaction
      .updateTable('occurrence')
      .set({ provider: name, vendor_room: created.reference, region: created.region, pinned_at: sql`now()` })
      .where('id', '=', occurrence)
      .where('provider', 'is', null)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return false
    await bumpRoom(store, transaction, occurrence)
    return true
  })
  const pin = await readPin(services, occurrence)
  if (!won && (pin?.provider !== name || pin.room.reference !== created.reference)) {
    // The vendor's room that lost the race, or came after the end, is not left behind.
    await provider.endRoom({ tenant, room, occurrence, trace, ...created }).catch(configuration.onError)
  }
  if (pin === null) throw new TelevidError('room-ended', 'This room has ended.')
  return pin
}
