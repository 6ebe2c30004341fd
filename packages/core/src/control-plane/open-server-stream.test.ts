import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TelevidError } from '../error/televid-error.ts'
import { openServerStream, type ServerStream } from './open-server-stream.ts'

/** A WebSocket that does what the test says. */
class ScriptedSocket {
  static made: ScriptedSocket[] = []
  readyState = 0
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onerror: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  readonly sent: { type: string; id?: number; after?: number | null; token?: string }[] = []
  readonly url: string

  constructor(url: string | URL) {
    this.url = String(url)
    ScriptedSocket.made.push(this)
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.readyState = 3
  }
  accept(): void {
    this.readyState = 1
    this.onopen?.()
    this.say({ type: 'ping' })
  }
  say(message: unknown): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) })
  }
  drop(): void {
    this.readyState = 3
    this.onclose?.()
  }
  get frames(): (number | undefined)[] {
    return this.sent.filter(({ type }) => type === 'frame').map(({ id }) => id)
  }
}

let events: string[]
let frames: unknown[]
let stream: ServerStream
let abort: AbortController
let token: string
const listeners = new Map<string, () => void>()

const sockets = ScriptedSocket.made
const last = (): ScriptedSocket => sockets.at(-1) as ScriptedSocket

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.stubGlobal('WebSocket', ScriptedSocket)
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) => listeners.set(type, listener))
  vi.stubGlobal('removeEventListener', (type: string) => listeners.delete(type))
  sockets.length = 0
  events = []
  frames = []
  token = 'first'
  abort = new AbortController()
  stream = openServerStream({
    endpoint: { url: 'https://visits.test/televid/stream', webSocket: true },
    token: () => token,
    onFrame: (frame) => frames.push(frame),
    onState: (state) => events.push(state),
    onRefused: (error) => events.push(`refused ${error.code}`),
    signal: abort.signal,
  })
})
afterEach(() => {
  stream.close()
  expect(vi.getTimerCount()).toBe(0)
  expect(listeners.size).toBe(0)
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const codeOf = (promise: Promise<void>): Promise<string> =>
  promise.then(
    () => 'sent',
    (error: TelevidError) => error.code,
  )

describe('openServerStream', () => {
  it('opens with its token, and says so when the server lets it in', () => {
    expect(last().url).toBe('wss://visits.test/televid/stream')
    expect(events).toEqual([])
    last().accept()
    expect(last().sent).toEqual([
      { type: 'open', token: 'first', after: null, client: expect.stringMatching(/^[\w-]{8,40}$/) },
    ])
    expect(events).toEqual(['open'])
  })

  it('waits longer after each failure, and starts over when it was let in', () => {
    last().accept()
    last().drop()
    vi.advanceTimersByTime(250)
    expect(sockets).toHaveLength(2)
    last().drop()
    vi.advanceTimersByTime(499)
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(sockets).toHaveLength(3)
    last().accept()
    last().drop()
    vi.advanceTimersByTime(250)
    expect(sockets).toHaveLength(4)
  })

  it('tries every second for 8 s after it was lost, while the server still keeps the place of whoever had it', async () => {
    const at: number[] = []
    vi.stubGlobal('fetch', () => {
      at.push(Date.now())
      return Promise.reject(new Error('no network'))
    })
    last().accept()
    const lostAt = Date.now()
    last().drop()
    for (const ms of [250, 500]) {
      vi.advanceTimersByTime(ms)
      last().drop()
    }
    await vi.advanceTimersByTimeAsync(30_000)
    const tries = at.map((time) => time - lostAt)
    expect(tries.filter((ms) => ms < 9000)).toEqual([1750, 2750, 3750, 4750, 5750, 6750, 7750, 8750])
    expect(tries.filter((ms) => ms >= 9000).slice(0, 3)).toEqual([12_750, 16_750, 20_750])
    expect(events).toEqual(['open', 'lost'])
  })

  it('waits at most 4 s', async () => {
    const at: number[] = []
    vi.stubGlobal('fetch', () => {
      at.push(Date.now())
      return Promise.reject(new Error('no network'))
    })
    last().drop()
    vi.advanceTimersByTime(250)
    last().drop()
    await vi.advanceTimersByTimeAsync(20_000)
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0))
    expect(gaps.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 4_000])
    expect(events).toEqual(['lost'])
  })

  it('counts itself lost after 12 s of silence, asks for the token again, and resumes', () => {
    last().accept()
    last().say({ seq: 4, type: 'x' })
    vi.advanceTimersByTime(11_000)
    last().say({ type: 'ping' })
    vi.advanceTimersByTime(11_999)
    expect(events).toEqual(['open'])
    token = 'second'
    vi.advanceTimersByTime(1)
    expect(events).toEqual(['open', 'lost'])
    vi.advanceTimersByTime(250)
    expect(sockets).toHaveLength(2)
    last().accept()
    expect(last().sent[0]).toMatchObject({ after: 4, token: 'second' })
    expect(events).toEqual(['open', 'lost', 'open'])
  })

  it('tries at once when the network is back', () => {
    last().accept()
    last().drop()
    expect(sockets).toHaveLength(1)
    listeners.get('online')?.()
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(1_000)
    listeners.get('online')?.()
    expect(sockets).toHaveLength(2)
  })

  it('gives each frame once, in order, and ignores what is none', () => {
    last().accept()
    for (const message of [
      { seq: 1 },
      { seq: 3 },
      { seq: 3 },
      { seq: 2 },
      'garbage{',
      'null',
      [],
      { seq: 'x' },
      { type: 'later' },
    ])
      last().say(message)
    expect(frames).toEqual([{ seq: 1 }, { seq: 3 }])
    const old = last()
    old.drop()
    old.say({ seq: 9 })
    expect(frames).toHaveLength(2)
  })

  it('sends again, in order, what was not acknowledged', async () => {
    const early = codeOf(stream.send('a'))
    expect(last().frames).toEqual([])
    last().accept()
    const second = codeOf(stream.send('b'))
    expect(last().frames).toEqual([1, 2])
    last().say({ type: 'ack', id: 1 })
    expect(await early).toBe('sent')
    last().drop()
    const third = codeOf(stream.send('c'))
    vi.advanceTimersByTime(250)
    last().accept()
    expect(last().frames).toEqual([2, 3])
    last().say({ type: 'ack', id: 2, problem: { status: 400, code: 'bad-request', detail: 'No.' } })
    last().say({ type: 'ack', id: 2 })
    last().say({ type: 'ack', id: 99 })
    expect(await second).toBe('bad-request')
    stream.close()
    expect(await third).toBe('aborted')
    expect(await codeOf(stream.send('d'))).toBe('aborted')
  })

  it('keeps the order when a listener sends as soon as the stream is open', () => {
    stream.close()
    const queue: Promise<string>[] = []
    stream = openServerStream({
      endpoint: { url: 'https://visits.test/s', webSocket: true },
      token: () => 't',
      onFrame: () => {},
      onState: () => queue.push(codeOf(stream.send('late'))),
      onRefused: () => {},
      signal: abort.signal,
    })
    queue.push(codeOf(stream.send('early')))
    last().accept()
    expect(last().frames).toEqual([1, 2])
  })

  it('is refused for good', async () => {
    const waiting = codeOf(stream.send('a'))
    last().say({ type: 'refused', problem: { status: 403, code: 'removed', detail: 'Removed.' } })
    expect(events).toEqual(['refused removed'])
    expect(await waiting).toBe('removed')
    last().drop()
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
  })

  it('ends with its signal, also when that fired before', async () => {
    last().accept()
    const waiting = codeOf(stream.send('a'))
    abort.abort()
    expect(await waiting).toBe('aborted')
    expect(last().readyState).toBe(3)
    const count = sockets.length
    const none = openServerStream({
      endpoint: { url: 'https://visits.test/s', webSocket: true },
      token: () => '',
      onFrame: () => {},
      onState: () => {},
      onRefused: () => {},
      signal: abort.signal,
    })
    expect(sockets).toHaveLength(count)
    expect(await codeOf(none.send('x'))).toBe('aborted')
  })

  it('falls back to server-sent events after two upgrades that failed, or with no WebSocket at all', async () => {
    const calls: string[] = []
    vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
      calls.push(`${init.method ?? 'GET'} ${url}`)
      return new Promise((_resolve, reject) =>
        init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      )
    })
    last().drop()
    vi.advanceTimersByTime(250)
    expect(sockets).toHaveLength(2)
    last().drop()
    vi.advanceTimersByTime(500)
    expect(sockets).toHaveLength(2)
    expect(calls).toEqual(['GET https://visits.test/televid/stream'])
    stream.close()
    vi.stubGlobal('WebSocket', undefined)
    stream = openServerStream({
      endpoint: { url: 'https://visits.test/s', webSocket: true },
      token: () => '',
      onFrame: () => {},
      onState: () => {},
      onRefused: () => {},
      signal: new AbortController().signal,
    })
    vi.advanceTimersByTime(1_000)
    expect(calls).toHaveLength(2)
  })
})
