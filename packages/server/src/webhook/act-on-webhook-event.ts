import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import { handleWebhookEvent, type StoredWebhookEvent } from './handle-webhook-event.ts'

/**
 * Handles a stored event and notes that it is done. A failure is reported, not thrown: the event stays open and is taken up
 * again. Two processes may handle one event at the same moment, which is harmless.
 */
export async function actOnWebhookEvent(services: CoreServices, event: StoredWebhookEvent): Promise<void> {
  try {
    await handleWebhookEvent(services, event)
    await services.store.db
      .updateTable('webhook_event')
      .set({ handled_at: sql`now()` })
      .where('provider', '=', event.provider)
      .where('id', '=', event.id)
      .execute()
  } catch (error) {
    services.configuration.onError(error, { trace: event.trace })
  }
}
