import { TelevidError } from '@televid/core/protocol'
import type { WebhookEventType } from '@televid/core/server-adapter'
import type { CoreServices } from '../control-plane/core-services.ts'
import { endRoom } from '../room/end-room.ts'
import { readPin } from '../room/pin-room.ts'
import type { WebhookEventTable } from '../store/schema.ts'

/** What is kept of a webhook event. */
export type StoredWebhookEvent = Pick<
  WebhookEventTable,
  'provider' | 'id' | 'type' | 'occurrence' | 'identity' | 'trace'
>

type Act = (services: CoreServices, event: StoredWebhookEvent) => Promise<void>

const acts: Readonly<Record<WebhookEventType, Act | null>> = {
  'participant.joined': checkArrival,
  'room.ended': endUnlessInUse,
  'room.started': null,
  'participant.left': null,
  'track.published': null,
  'track.unpublished': null,
}

/**
 * Does what a webhook event asks for. All of it may be repeated, and events may come late and in any order: the store says
 * what is true, the event only that it is time to look.
 */
export async function handleWebhookEvent(services: CoreServices, event: StoredWebhookEvent): Promise<void> {
  await acts[event.type]?.(services, event)
}

/** Somebody is in the vendor's room, perhaps with a credential of before a decision about them: the decision holds. */
async function checkArrival(services: CoreServices, { occurrence, identity }: StoredWebhookEvent): Promise<void> {
  const pin = await readPin(services, occurrence)
  const stands = await services.store.db
    .selectFrom('occurrence')
    .leftJoin('admission', (join) =>
      join.onRef('admission.occurrence', '=', 'occurrence.id').on('admission.identity', '=', identity),
    )
    .select(['occurrence.ended_at', 'admission.state', 'admission.may_publish'])
    .where('occurrence.id', '=', occurrence)
    .executeTakeFirstOrThrow()
  if (pin === null || identity === null) return
  const provider = services.provider(pin.provider)
  if (stands.ended_at !== null) await provider.endRoom(pin.room)
  else if (stands.state === 'removed') await provider.removeParticipant(pin.room, identity)
  else if (stands.may_publish !== null) await provider.setCanPublish?.(pin.room, identity, stands.may_publish)
}

/** The vendor closed its room. One that people have opened again since goes on, where the vendor can tell. */
async function endUnlessInUse(services: CoreServices, { occurrence }: StoredWebhookEvent): Promise<void> {
  const pin = await readPin(services, occurrence)
  const { ended_at } = await services.store.db
    .selectFrom('occurrence')
    .select('ended_at')
    .where('id', '=', occurrence)
    .executeTakeFirstOrThrow()
  // Most often the vendor confirms an end that we asked for.
  if (pin === null || ended_at !== null) return
  const present = await services.provider(pin.provider).listParticipants?.(pin.room).catch(nobodyIfGone)
  if (present === undefined || present.length === 0) await endRoom(services, occurrence)
}

function nobodyIfGone(error: unknown): readonly never[] {
  if (TelevidError.isInstance(error) && error.code === 'room-not-found') return []
  throw error
}
