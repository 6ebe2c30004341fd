import { sql } from 'kysely'
import type { CoreServices } from '../control-plane/core-services.ts'
import { actOnWebhookEvent } from './act-on-webhook-event.ts'

const everyMs = 15_000
const atOnce = 100

/**
 * Takes up again, now and every 15 s, the events of the last hour that failed or whose process ended before it was done.
 *
 * @returns the end of it
 */
export function retryWebhookEvents(services: CoreServices): () => Promise<void> {
  const { store, configuration } = services
  const retry = async (): Promise<void> => {
    const events = await store.db
      .selectFrom('webhook_event')
      .select(['provider', 'id', 'type', 'occurrence', 'identity', 'trace'])
      .where('handled_at', 'is', null)
      // Younger ones are being handled by whoever received them.
      .where('received_at', '<', sql<Date>`now() - interval '10 seconds'`)
      .where('received_at', '>', sql<Date>`now() - interval '1 hour'`)
      .orderBy('received_at')
      .limit(atOnce)
      .execute()
    for (const event of events) {
      if (stopped) return
      await actOnWebhookEvent(services, event)
    }
  }
  let stopped = false
  let work: Promise<void> | null = null
  const sweep = (): void => {
    work ??= retry()
      .catch((error: unknown) => configuration.onError(error))
      .finally(() => {
        work = null
      })
  }
  sweep()
  const timer = setInterval(sweep, everyMs)
  timer.unref()
  return async () => {
    stopped = true
    clearInterval(timer)
    await work
  }
}
