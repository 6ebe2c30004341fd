import { TelevidError } from '../error/televid-error.ts'
import type { StreamEndpoint } from '../protocol/grant-request.ts'
import { isRecord } from '../protocol/is-record.ts'
import { problemToError } from '../protocol/problem.ts'
import { sayGoodbye } from './say-goodbye.ts'

export interface ServerStreamOptions {
  readonly endpoint: StreamEndpoint
  /** Bearer token, asked for at every (re)connect. */
  readonly token: () => string
  /** Called with each parsed JSON frame, in order of `seq`, each once. Shape is the caller's to check. */
  readonly onFrame: (frame: unknown) => void
  /** `open` after each successful (re)connect, `lost` when the connection dropped and is being retried. */
  readonly onState: (state: 'open' | 'lost') => void
  /** The server refused for good (session revoked, room ended, removed); no retry follows. */
  readonly onRefused: (error: TelevidError) => void
  /** Ends the stream. */
  readonly signal: AbortSignal
}

/** A resumable connection to the control plane. */
export interface ServerStream {
  /**
   * Sends a frame at least once, in order; resolves when the server acknowledged it. Unacknowledged frames are sent again
   * after a reconnect; the server drops repeats by id.
   *
   * @throws TelevidError what the server answered to this frame, or `aborted` when the stream ended first
   */
  send(frame: unknown): Promise<void>
  /** Best effort while the page goes away. */
  sendNow(frame: unknown): void
  close(): void
}

interface Pending {
  readonly id: number
  readonly frame: unknown
  readonly resolve: () => void
  readonly reject: (error: TelevidError) => void
}

/** One attempt over one transport. */
interface Link {
  /** Sends what waits; `fresh` holds the frame just added. */
  flush(fresh?: Pending): void
  close(): void
}

/** The server pings every 5 s. */
const silenceMs = 12_000
const firstRetryMs = 250
const lastRetryMs = 4_000
/** Whoever is back that soon finds their place kept, as p2p does for 8 s: a line that was open is tried every second. */
const placeKeptMs = 8_000
const eagerRetryMs = 1_000

/**
 * Opens a stream that reconnects by itself until it is closed or refused. It prefers a WebSocket, because a page has only
 * six HTTP/1.1 connections per host, and falls back to server-sent events where the server has none or a proxy blocks it.
 */
export function openServerStream(options: ServerStreamOptions): ServerStream {
  const { endpoint, signal } = options
  const url = new URL(endpoint.url, globalThis.location?.href)
  const client = Math.random().toString(36).slice(2) + Date.now().toString(36)
  const pending: Pending[] = []
  let after: number | null = null
  let lastId = 0
  let webSocket = endpoint.webSocket
  let failedUpgrades = 0
  let failures = 0
  let eagerUntil = 0
  let open: boolean | undefined
  let ended = false
  let link: Link | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined

  const setOpen = (value: boolean): void => {
    if (open === value) return
    open = value
    // Before anybody learns of it and sends more: the server drops an id below the last it took.
    if (value) link?.flush()
    options.onState(value ? 'open' : 'lost')
  }
  const end = (error: TelevidError): void => {
    if (ended) return
    ended = true
    clearTimeout(silence)
    clearTimeout(retry)
    globalThis.removeEventListener?.('online', hurry)
    signal.removeEventListener('abort', close)
    link?.close()
    for (const entry of pending.splice(0)) entry.reject(error)
  }
  const close = (): void =>
    end(new TelevidError('aborted', 'The stream to the server was closed. Join again, then retry.'))
  const refuse = (error: TelevidError): void => {
    if (ended) return
    end(error)
    options.onRefused(error)
  }
  const settle = (id: unknown, problem: unknown): void => {
    const index = pending.findIndex((entry) => entry.id === id)
    const entry = pending[index]
    if (!entry) return
    pending.splice(index, 1)
    if (isRecord(problem)) entry.reject(problemToError(Number(problem.status), problem))
    else entry.resolve()
  }
  const connect = (): void => {
    clearTimeout(retry)
    if (ended) return
    let over = false
    let heard = false
    const isWebSocket = webSocket
    const lost = (): void => {
      if (over || ended) return
      over = true
      clearTimeout(silence)
      link?.close()
      link = undefined
      if (isWebSocket && !heard && ++failedUpgrades > 1) webSocket = false
      if (open) eagerUntil = Date.now() + placeKeptMs
      const longest = Date.now() < eagerUntil ? eagerRetryMs : lastRetryMs
      const delay = Math.min(longest, firstRetryMs * 2 ** failures++)
      retry = setTimeout(connect, delay * (0.5 + Math.random() / 2))
      setOpen(false)
    }
    const watch = (): void => {
      clearTimeout(silence)
      silence = setTimeout(lost, silenceMs)
    }
    const receive = (text: string): void => {
      if (over || ended) return
      watch()
      const message = parse(text)
      if (!isRecord(message)) return
      if (message.type === 'refused' && isRecord(message.problem))
        return refuse(problemToError(Number(message.problem.status), message.problem))
      if (!heard) {
        heard = true
        failures = failedUpgrades = 0
        setOpen(true)
      }
      if (message.type === 'ack') settle(message.id, message.problem)
      else if (typeof message.seq === 'number' && (after === null || message.seq > after)) {
        after = message.seq
        options.onFrame(message)
      }
    }
    watch()
    try {
      link = isWebSocket ? socketLink(receive, lost) : eventLink(receive, lost)
    } catch {
      // No WebSocket here, or not to this address (an https page and an http server).
      lost()
    }
  }

  const socketLink = (receive: (text: string) => void, lost: () => void): Link => {
    const address = new URL(url)
    address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(address)
    const send = ({ id, frame }: Pending): void => {
      if (open && socket.readyState === 1) socket.send(JSON.stringify({ type: 'frame', id, frame }))
    }
    socket.onopen = () => socket.send(JSON.stringify({ type: 'open', token: options.token(), after, client }))
    socket.onmessage = (event) => receive(String(event.data))
    socket.onclose = socket.onerror = lost
    return {
      flush: (fresh) => (fresh ? [fresh] : pending).forEach(send),
      close: () => socket.close(),
    }
  }

  const eventLink = (receive: (text: string) => void, lost: () => void): Link => {
    const abort = new AbortController()
    const headers = (): Record<string, string> => ({
      authorization: `Bearer ${options.token()}`,
      'content-type': 'application/json',
    })
    const post = ({ id, frame }: Pending): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        headers: headers(),
        body: JSON.stringify({ client, id, frame }),
        signal: abort.signal,
      })
    /** One at a time, because the server drops an id below the last it took. */
    let busy = false
    const flush = async (): Promise<void> => {
      if (busy) return
      busy = true
      try {
        for (let entry = pending[0]; entry && open; entry = pending[0]) {
          const response = await post(entry)
          if (mayPass(response.status)) return lost()
          settle(entry.id, response.ok ? undefined : await problemOf(response))
        }
      } catch {
        lost()
      } finally {
        busy = false
      }
    }
    const read = async (): Promise<void> => {
      const address = new URL(url)
      if (after !== null) address.searchParams.set('after', String(after))
      const response = await fetch(address, { headers: headers(), signal: abort.signal, cache: 'no-store' })
      if (!response.ok || !response.body) {
        if (!mayPass(response.status)) refuse(problemToError(response.status, await problemOf(response)))
        return
      }
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      let rest = ''
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const events = (rest + part.value).split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) receive(event.slice(event.indexOf('data: ') + 6))
      }
    }
    read().then(lost, lost)
    return {
      flush: () => void flush(),
      close: () => abort.abort(),
    }
  }

  const hurry = (): void => {
    if (!link) connect()
  }
  const add = (frame: unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      const entry = { id: ++lastId, frame, resolve, reject }
      if (ended)
        return reject(new TelevidError('aborted', 'The stream to the server was closed. Join again, then retry.'))
      pending.push(entry)
      link?.flush(entry)
    })

  globalThis.addEventListener?.('online', hurry)
  signal.addEventListener('abort', close)
  if (signal.aborted) close()
  else connect()
  const sendNow = (frame: unknown): void => sayGoodbye(url, { token: options.token(), client, id: ++lastId, frame })
  return { send: add, sendNow, close }
}

/** A status after which the same request may succeed. */
function mayPass(status: number): boolean {
  return status >= 500 || status === 429 || status === 408
}

/** Always a record, so that a refusal without a body is still one. */
async function problemOf(response: Response): Promise<Record<string, unknown>> {
  const body = parse(await response.text().catch(() => ''))
  return isRecord(body) ? { ...body, status: response.status } : { status: response.status }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
