import type { TelevidError } from '@televid/core/protocol'
import { problemOf } from '../error/problem-of.ts'
import { openConnection } from './open-connection.ts'
import type { StreamContext, StreamEndpointHandler } from './stream-endpoint-handler.ts'
import { maximumBufferedBytes, type StreamServer } from './stream-server.ts'

/**
 * Serves one stream as server-sent events. Each event carries the same JSON message a WebSocket would, and `id` is the
 * `seq` of a frame.
 */
export function serveEvents<Context extends StreamContext>(
  server: StreamServer,
  handler: StreamEndpointHandler<Context>,
  context: Context,
  after: number | null,
): Response {
  const encoder = new TextEncoder()
  let gone: (() => void) | null = null
  let closed = false
  const body = new ReadableStream<Uint8Array>(
    {
      start: async (controller) => {
        const send = (message: object): void => {
          if (closed) return
          const id = 'seq' in message ? `id: ${String(message.seq)}\n` : ''
          controller.enqueue(encoder.encode(`${id}data: ${JSON.stringify(message)}\n\n`))
          if ((controller.desiredSize ?? 0) > 0) return
          closed = true
          controller.error(new Error('The client does not read.'))
          gone?.()
        }
        const end = (error: TelevidError | null): void => {
          if (error !== null) send({ type: 'refused', problem: problemOf(error) })
          if (closed) return
          closed = true
          controller.close()
        }
        const left = await openConnection(server, handler, context, after, { send, end })
        if (closed) left()
        else gone = left
      },
      cancel: () => {
        closed = true
        gone?.()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maximumBufferedBytes }),
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // Asks nginx and its kin not to hold events back.
      'x-accel-buffering': 'no',
    },
  })
}
