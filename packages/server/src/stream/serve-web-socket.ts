import { TelevidError } from '@televid/core/protocol'
import { z } from 'zod'
import { problemOf } from '../error/problem-of.ts'
import { openConnection, refusalOf, type StreamTransport } from './open-connection.ts'
import { clientFrame, clientId, receiveFrame } from './receive-frame.ts'
import type { StreamContext, StreamEndpointHandler } from './stream-endpoint-handler.ts'
import { maximumBufferedBytes, type StreamServer } from './stream-server.ts'

/** The part of a `ws` WebSocket that a stream uses. */
export interface StreamSocket {
  readonly bufferedAmount: number
  send(data: string): void
  close(code: number, reason?: string): void
  terminate(): void
  pause(): void
  resume(): void
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): unknown
  on(event: 'close' | 'error', listener: (reason: unknown) => void): unknown
}

const closeCodes = { refused: 4403, badRequest: 4400, restart: 1012, failed: 1011 } as const
const openTimeoutMs = 5_000
const pauseAbove = 32

const openMessage = z.object({
  type: z.literal('open'),
  token: z.string().min(1).max(4096),
  after: z.int().nullable(),
  client: clientId,
})
const frameMessage = clientFrame.extend({ type: z.literal('frame') })

/** Serves one stream over one accepted WebSocket. */
export function serveWebSocket(
  server: StreamServer,
  handler: StreamEndpointHandler,
  parameters: Readonly<Record<string, string>>,
  socket: StreamSocket,
): void {
  let session: { readonly context: StreamContext; readonly client: string } | null = null
  let gone: (() => void) | null = null
  let closed = false
  let queued = 0
  let work: Promise<void> = Promise.resolve()

  const send = (message: object): void => {
    if (closed) return
    // A client that does not read is cut off, so that it cannot fill the memory of the server; it resumes by itself.
    if (socket.bufferedAmount > maximumBufferedBytes) socket.terminate()
    else socket.send(JSON.stringify(message))
  }
  const refuse = (error: TelevidError, code: number = closeCodes.refused): void => {
    send({ type: 'refused', problem: problemOf(error) })
    socket.close(code)
  }
  const transport: StreamTransport = {
    send,
    end: (error) => (error === null ? socket.close(closeCodes.restart) : refuse(error)),
  }
  const timer = setTimeout(
    () =>
      refuse(
        new TelevidError('bad-request', 'The first message did not come in time. Connect again.'),
        closeCodes.badRequest,
      ),
    openTimeoutMs,
  )

  const handle = async (data: string): Promise<void> => {
    if (closed) return
    const message = parseJson(data)
    if (session === null) {
      clearTimeout(timer)
      const opening = openMessage.safeParse(message)
      if (!opening.success) {
        const error = new TelevidError(
          'bad-request',
          'The first message must be { type: "open", token, after, client }.',
        )
        return refuse(error, closeCodes.badRequest)
      }
      const { token, after, client } = opening.data
      try {
        const context = await handler.authenticate(token, parameters)
        session = { context, client }
        const left = await openConnection(server, handler, context, after, transport)
        if (closed) left()
        else gone = left
      } catch (error) {
        const refusal = refusalOf(server, error)
        if (refusal === null) socket.close(closeCodes.failed)
        else refuse(refusal)
      }
      return
    }
    const parsed = frameMessage.safeParse(message)
    if (!parsed.success) {
      const error = new TelevidError('bad-request', 'A message must be { type: "frame", id, frame }.')
      return send({ type: 'problem', problem: problemOf(error) })
    }
    try {
      await receiveFrame(server.store, handler, session.context, session.client, parsed.data)
      send({ type: 'ack', id: parsed.data.id })
    } catch (error) {
      const refusal = refusalOf(server, error)
      if (refusal === null) socket.close(closeCodes.failed)
      else send({ type: 'ack', id: parsed.data.id, problem: problemOf(refusal) })
    }
  }

  socket.on('message', (data, isBinary) => {
    queued += 1
    if (queued > pauseAbove) socket.pause()
    work = work
      .then(() => handle(isBinary ? '' : data.toString('utf8')))
      .catch((error: unknown) => server.onError(error))
      .then(() => {
        queued -= 1
        if (queued <= pauseAbove / 2 && !closed) socket.resume()
      })
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
    clearTimeout(timer)
    gone?.()
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
