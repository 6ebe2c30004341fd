import { sql } from 'kysely'
import type { StreamServer } from './stream-server.ts'

const everyMs = 3_600_000

/**
 * Deletes, now and every hour, what guards against repeats: the receipts of streams that were silent for two days, longer
 * than any session lives, and webhook events after a week, longer than any vendor sends one again.
 *
 * @returns the end of it
 */
export function forgetReceipts({ store, onError }: Pick<StreamServer, 'store' | 'onError'>): () => void {
  const sweep = (): void => {
    store.db
      .deleteFrom('stream_receipt')
      .where('updated_at', '<', sql<Date>`now() - interval '2 days'`)
      .execute()
      .catch(onError)
    store.db
      .deleteFrom('webhook_event')
      .where('received_at', '<', sql<Date>`now() - interval '7 days'`)
      .execute()
      .catch(onError)
  }
  sweep()
  const timer = setInterval(sweep, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
