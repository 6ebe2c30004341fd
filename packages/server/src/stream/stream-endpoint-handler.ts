import type { TelevidError } from '@televid/core/protocol'
import type { Transaction } from 'kysely'
import type { Schema } from '../store/schema.ts'

/** Who is at the other end, as `authenticate` found it. */
export interface StreamContext {
  readonly tenant: string
  /** Stable over reconnects of one credential (a session id, a presence id); frame ids are remembered under it. */
  readonly key: string
}

/** How a handler reaches one connected client. Calls after the connection ended do nothing. */
export interface StreamPush {
  /** `seq` rises within the stream; a client drops what is not above the last `seq` it saw, over reconnects too. */
  frame(frame: { readonly seq: number }): void
  /** Tells the client that no retry will help, and ends the connection. */
  refuse(error: TelevidError): void
  /** Ends the connection so that the client connects again and resumes. */
  reconnect(): void
}

/**
 * One resumable stream between the control plane and a browser, whatever carries it: a WebSocket, or server-sent events
 * with frames on POST. Any process of the installation may get the next connection, so nothing is kept in the handler.
 */
export interface StreamEndpointHandler<Context extends StreamContext = StreamContext> {
  /**
   * @param token bearer token the client sent
   * @param parameters parameters of the route, e.g. `{ room }`
   * @throws TelevidError a retryable code lets the client try again, any other refuses it for good
   */
  authenticate(token: string, parameters: Readonly<Record<string, string>>): Promise<Context>
  /**
   * A client connected. Pushing may begin before this resolves. Throws as `authenticate` does.
   *
   * @param after last `seq` the client saw, or `null` for a first connection
   * @returns called once when the connection is over
   */
  open(context: Context, after: number | null, push: StreamPush): Promise<() => void | Promise<void>>
  /**
   * A frame of the client, each once and in order for one client. What it does goes through `transaction`, so that a crash
   * neither loses nor repeats it; `store.db` throws here. A `TelevidError` with a code that is not retryable is answered to
   * the sender and the frame counts as received; anything else thrown makes the client send it again.
   *
   * Without this method every frame is refused.
   */
  receive?(context: Context, frame: unknown, transaction: Transaction<Schema>): Promise<void>
}
