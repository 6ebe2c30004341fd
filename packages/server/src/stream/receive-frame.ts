import { TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Store } from '../store/store.ts'
import type { StreamContext, StreamEndpointHandler } from './stream-endpoint-handler.ts'

/** Names one client object in a page, so that two tabs with one credential do not drop each other's frames. */
export const clientId = z.string().regex(/^[\w-]{1,40}$/)

/** One frame as it comes over either transport. */
export const clientFrame = z.object({ id: z.int().positive(), frame: z.unknown() })

/**
 * Gives a frame to its handler, once: what the handler does and the note that the frame was received are one transaction.
 */
export async function receiveFrame<Context extends StreamContext>(
  store: Store,
  handler: StreamEndpointHandler<Context>,
  context: Context,
  client: string,
  { id, frame }: z.infer<typeof clientFrame>,
): Promise<void> {
  const { receive } = handler
  if (receive === undefined)
    throw new TelevidError('unsupported', 'This stream takes no frames. Use the HTTP routes instead.')
  await store.transaction(async (transaction) => {
    const fresh = await transaction
      .insertInto('stream_receipt')
      .values({ tenant: context.tenant, stream: `${context.key}/${client}`, last_id: id })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant', 'stream'])
          .doUpdateSet({ last_id: id, updated_at: sql`now()` })
          .where('stream_receipt.last_id', '<', id),
      )
      .returning('last_id')
      .executeTakeFirst()
    if (fresh !== undefined) await receive.call(handler, context, frame, transaction)
  })
}
