import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { type RspReply, rspReply } from './rsp-message.ts'

const frame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    id: z.string(),
    version: z.literal(2),
    /** ms between heartbeats that the page asks for */
    timeout: z.number().positive(),
    cookie: z.string().optional(),
    body: z.unknown().optional(),
  }),
  z.object({ type: z.literal('heartbeat') }),
  z.object({ type: z.literal('msg'), body: z.unknown() }),
  z.object({ type: z.literal('bye') }),
])

/** `hold` answers nothing, `drop` breaks the line. */
export type Greeting = 'welcome' | 'hold' | 'drop' | BusyState

export interface BusyState {
  /** ms; the page gives up if negative */
  readonly retryAfter: number
  /** whether the page says hello again on the same socket */
  readonly keepAlive: boolean
}

export interface TcmpHandlers {
  /** Asked at each hello until the page was welcomed. */
  greet(body: unknown): Greeting
  /** Whether to send the next heartbeat. */
  beats(): boolean
  message(body: unknown): void
  /** Once, however the line ended. */
  closed(): void
}

/** One WebSocket that speaks version 2 of the protocol under the room protocol (`lib/twilioconnection.js` of the SDK). */
export class TcmpConnection {
  readonly #socket: WebSocket
  readonly #handlers: TcmpHandlers
  readonly #maxHeartbeatMs: number
  #heartbeat: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined

  constructor(socket: WebSocket, maxHeartbeatMs: number, handlers: TcmpHandlers) {
    this.#socket = socket
    this.#handlers = handlers
    this.#maxHeartbeatMs = maxHeartbeatMs
    socket.on('message', (data) => this.#receive(data))
    socket.on('error', () => socket.terminate())
    socket.once('close', () => {
      clearInterval(this.#heartbeat)
      clearTimeout(this.#silence)
      handlers.closed()
    })
  }

  /** @throws {z.ZodError} if the SDK would trip over it */
  send(body: RspReply): void {
    this.#send({ type: 'msg', body: rspReply.parse(body) })
  }

  /** With 1000 the SDK takes it for a leave of its own; with any other code, and without one, for a broken line. */
  close(code: number): void {
    this.#socket.close(code)
  }

  /** Breaks the line without a word. */
  terminate(): void {
    this.#socket.terminate()
  }

  #receive(data: RawData): void {
    this.#silence?.refresh()
    let message: z.infer<typeof frame>
    try {
      message = frame.parse(JSON.parse(String(data)))
    } catch {
      // After the welcome, `bad` would be an uncaught error in the page: a client that talks nonsense then is hung up on.
      if (this.#heartbeat === undefined) this.#send({ type: 'bad', reason: 'not a frame of TCMP version 2' })
      else this.#socket.close(1002)
      return
    }
    switch (message.type) {
      case 'hello':
        this.#greet(message.timeout, message.body)
        return
      case 'msg':
        if (this.#heartbeat !== undefined) this.#handlers.message(message.body)
        return
      case 'heartbeat':
      case 'bye':
        return
      default:
        message satisfies never
    }
  }

  #greet(timeout: number, body: unknown): void {
    // A page that did not hear the welcome says hello again.
    const again = this.#heartbeat !== undefined
    const greeting = again ? 'welcome' : this.#handlers.greet(body)
    if (greeting === 'hold') return
    if (greeting === 'drop') return this.#socket.terminate()
    if (greeting !== 'welcome') return this.#send({ type: 'busy', ...greeting, cookie: null })
    const negotiatedTimeout = Math.min(timeout, this.#maxHeartbeatMs)
    this.#send({ type: 'welcome', negotiatedTimeout })
    if (again) return
    this.#heartbeat = setInterval(() => {
      if (this.#handlers.beats()) this.#send({ type: 'heartbeat' })
    }, negotiatedTimeout).unref()
    this.#silence = setTimeout(() => this.#socket.terminate(), 3 * negotiatedTimeout).unref()
    if (body !== undefined && body !== null) this.#handlers.message(body)
  }

  #send(message: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message))
  }
}
