import { TelevidError } from '@televid/core/protocol'
import type { WebhookEvent, WebhookRequest } from '@televid/core/server-adapter'
import { z } from 'zod'
import type { CoreServices } from '../control-plane/core-services.ts'
import type { ServerProvider } from '../provider/server-provider.ts'
import { identityShape } from '../room/identity.ts'
import { actOnWebhookEvent } from './act-on-webhook-event.ts'
import type { StoredWebhookEvent } from './handle-webhook-event.ts'

/** `ignored`: signed, and about nothing that this control plane has. */
export type WebhookOutcome = 'accepted' | 'duplicate' | 'ignored'

/** What is stored of an event; the rest is the vendor's and may hold names. */
const storable = z.object({
  id: z.string().min(1).max(200),
  occurredAt: z.number().min(0).max(8.64e15),
  reference: z.string().max(500),
})

/**
 * Takes one delivery: verified by the provider, stored, then acted on in the background, so that a slow vendor API does not
 * make the vendor send it again.
 *
 * @throws TelevidError `unsupported` | `forbidden` | `bad-request`
 */
export async function receiveWebhook(
  services: CoreServices,
  name: string,
  provider: ServerProvider,
  request: WebhookRequest,
): Promise<WebhookOutcome> {
  if (provider.verifyWebhook === undefined)
    throw new TelevidError('unsupported', `Provider "${provider.vendor}" sends no webhooks.`, {
      provider: provider.vendor,
    })
  const events = await provider.verifyWebhook(request)
  let outcome: WebhookOutcome = 'ignored'
  for (const event of events) {
    const { known, fresh } = await store(services, name, event)
    if (known && outcome === 'ignored') outcome = 'duplicate'
    if (fresh === null) continue
    outcome = 'accepted'
    const work = actOnWebhookEvent(services, fresh).finally(() => services.background.delete(work))
    services.background.add(work)
  }
  return outcome
}

/** A vendor account may serve others too: an event of a room that is not pinned here is not kept. */
async function store(
  { store: { db } }: CoreServices,
  name: string,
  event: WebhookEvent,
): Promise<{ readonly known: boolean; readonly fresh: StoredWebhookEvent | null }> {
  const parsed = storable.safeParse(event)
  if (!parsed.success) throw new TelevidError('bad-request', 'The webhook has no usable id, time or room.')
  const { id, occurredAt, reference } = parsed.data
  const room = await db
    .selectFrom('occurrence')
    .select(['id', 'tenant', 'trace'])
    .where('provider', '=', name)
    .where('vendor_room', '=', reference)
    .orderBy('pinned_at', 'desc')
    .executeTakeFirst()
  if (room === undefined) return { known: false, fresh: null }
  const identity = 'identity' in event ? identityShape.safeParse(event.identity) : null
  const fresh = await db
    .insertInto('webhook_event')
    .values({
      tenant: room.tenant,
      provider: name,
      id,
      type: event.type,
      occurrence: room.id,
      identity: identity?.data ?? null,
      trace: room.trace,
      occurred_at: new Date(occurredAt),
    })
    .onConflict((conflict) => conflict.columns(['provider', 'id']).doNothing())
    .returning(['provider', 'id', 'type', 'occurrence', 'identity', 'trace'])
    .executeTakeFirst()
  return { known: true, fresh: fresh ?? null }
}
