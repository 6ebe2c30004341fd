import { TelevidError } from '@televid/core/protocol'
import type { StreamContext, StreamEndpointHandler } from './stream-endpoint-handler.ts'
import { pingMs, type StreamServer } from './stream-server.ts'

/** What a transport offers to one connection. */
export interface StreamTransport {
  /** Sends one JSON message. */
  send(message: object): void
  /** Ends it: with an error for good, without one so that the client resumes. */
  end(error: TelevidError | null): void
}

/** Runs one connection of an authenticated client. Returns what the transport calls when the client has gone. */
export async function openConnection<Context extends StreamContext>(
  server: StreamServer,
  handler: StreamEndpointHandler<Context>,
  context: Context,
  after: number | null,
  transport: StreamTransport,
): Promise<() => void> {
  let over = false
  let release: (() => void | Promise<void>) | null = null

  const free = (): void => {
    const call = release
    release = null
    if (call !== null)
      Promise.resolve()
        .then(call)
        .catch((error: unknown) => server.onError(error))
  }
  const finish = (error: TelevidError | null, tell: boolean): void => {
    if (over) return
    over = true
    clearInterval(timer)
    server.connections.delete(reconnect)
    if (tell) transport.end(error)
    free()
  }
  const reconnect = (): void => finish(null, true)
  const ping = (): void => transport.send({ type: 'ping' })
  const timer = setInterval(ping, pingMs)
  server.connections.add(reconnect)

  try {
    // The first ping tells the client that it is let in, before the handler has anything to say.
    ping()
    release = await handler.open(context, after, {
      frame: (frame) => {
        if (!over) transport.send(frame)
      },
      refuse: (error) => finish(error, true),
      reconnect,
    })
    if (over) free()
  } catch (error) {
    finish(refusalOf(server, error), true)
  }
  return () => finish(null, false)
}

/** The error to refuse a client with, or `null` when it should try again. */
export function refusalOf(server: StreamServer, error: unknown): TelevidError | null {
  if (!TelevidError.isInstance(error)) server.onError(error)
  return TelevidError.isInstance(error) && !error.retryable ? error : null
}
