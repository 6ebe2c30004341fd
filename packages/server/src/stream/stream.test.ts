import { request as httpRequest } from 'node:http'
import { openServerStream, type ServerStream } from '@televid/core/adapter'
import type { TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type RunningServer, serve } from '../node/serve.ts'
import { type ControlPlaneBench, openControlPlaneBench } from '../testing/control-plane-bench.ts'
import { forgetReceipts } from './forget-receipts.ts'

let bench: ControlPlaneBench
let server: RunningServer
beforeAll(async () => {
  vi.stubGlobal('WebSocket', WebSocket)
  bench = await openControlPlaneBench()
  server = await serve(bench.controlPlane, { port: 0 })
})
afterAll(async () => {
  await server.close()
  await bench.close()
  vi.unstubAllGlobals()
})

interface Opened {
  readonly stream: ServerStream
  readonly frames: unknown[]
  readonly states: string[]
  readonly refusals: TelevidError[]
}
const streams: ServerStream[] = []
let token = 'good-1'
let tokens = 0
beforeEach(() => {
  tokens += 1
  token = `good-${tokens}`
})
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close()
  await vi.waitFor(() => expect(bench.provider.echo.pushes.size).toBe(0))
  bench.provider.echo.received.length = 0
  bench.errors.length = 0
})

function open(
  webSocket: boolean,
  path = '/providers/main/echo',
  token_ = (): string => token,
  base = server.url,
): Opened {
  const opened = { frames: [] as unknown[], states: [] as string[], refusals: [] as TelevidError[] }
  const stream = openServerStream({
    endpoint: { url: `${base}/televid${path}`, webSocket },
    token: token_,
    onFrame: (frame) => opened.frames.push(frame),
    onState: (state) => opened.states.push(state),
    onRefused: (error) => opened.refusals.push(error),
    signal: new AbortController().signal,
  })
  streams.push(stream)
  return { stream, ...opened }
}

const echo = (): ControlPlaneBench['provider']['echo'] => bench.provider.echo
async function connected(count = 1): Promise<void> {
  await vi.waitFor(() => expect(echo().pushes.size).toBe(count), 5_000)
}

/** Pushes 2.5 MB to every connection; returns the last `seq`. */
function flood(after: number): number {
  let seq = after
  for (const push of echo().pushes) {
    for (let index = 0; index < 50; index += 1) {
      seq += 1
      push.frame({ seq, fill: 'x'.repeat(50_000) } as never)
    }
  }
  return seq
}

describe.each([
  ['WebSocket', true],
  ['server-sent events', false],
])('stream over %s', (_name, webSocket) => {
  it('carries frames both ways, in order', async () => {
    const { stream, frames, states } = open(webSocket)
    await connected()
    for (const push of echo().pushes) for (let seq = 1; seq <= 3; seq += 1) push.frame({ seq, type: 'ü\n\n' } as never)
    await Promise.all(Array.from({ length: 20 }, (_, index) => stream.send({ index })))
    expect(echo().received).toEqual(Array.from({ length: 20 }, (_, index) => ({ index })))
    await vi.waitFor(() => expect(frames).toEqual([1, 2, 3].map((seq) => ({ seq, type: 'ü\n\n' }))))
    expect(states).toEqual(['open'])
  })

  it('sends what was given before it opened', async () => {
    const { stream } = open(webSocket)
    await stream.send('early')
    expect(echo().received).toEqual(['early'])
  })

  it('resumes after the last frame and repeats none', async () => {
    const { frames, states } = open(webSocket)
    await connected()
    const [first] = echo().pushes
    first?.frame({ seq: 7 })
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    first?.reconnect()
    await vi.waitFor(() => expect(echo().pushes.size === 1 && !echo().pushes.has(first as never)).toBe(true), 5_000)
    expect(echo().opened.at(-1)).toEqual({ key: token, after: 7 })
    for (const push of echo().pushes) for (const seq of [6, 7, 8]) push.frame({ seq })
    await vi.waitFor(() => expect(frames).toEqual([{ seq: 7 }, { seq: 8 }]))
    expect(states).toEqual(['open', 'lost', 'open'])
  })

  it('acts once on a frame that was sent again', async () => {
    const { stream } = open(webSocket)
    await connected()
    const sent = Array.from({ length: 30 }, (_, index) => stream.send(index))
    // The connection goes while frames are under way: what was not acknowledged is sent again.
    await sent[3]
    for (const push of [...echo().pushes]) push.reconnect()
    await Promise.all(sent)
    expect(echo().received).toEqual(Array.from({ length: 30 }, (_, index) => index))
  })

  it('answers a bad frame to its sender and goes on', async () => {
    const { stream, states } = open(webSocket)
    const other = open(webSocket, '/providers/main/echo', () => `${token}-other`)
    await expect(stream.send('bad')).rejects.toMatchObject({ code: 'bad-request', message: 'A bad frame.' })
    await stream.send('good')
    await other.stream.send('other')
    expect(echo().received).toEqual(['good', 'other'])
    expect([...states, ...other.states]).toEqual(['open', 'open'])
  })

  it('sends a frame again that the server failed on', async () => {
    const { stream } = open(webSocket)
    const receive = vi.spyOn(echo(), 'receive').mockRejectedValueOnce(new Error('a bug'))
    await stream.send('again')
    expect(echo().received).toEqual(['again'])
    expect(bench.errors).toHaveLength(1)
    receive.mockRestore()
  })

  it('is refused for good with a bad token, and retried when the server is in trouble', async () => {
    const refused = open(webSocket, '/providers/main/echo', () => 'stolen')
    await vi.waitFor(() => expect(refused.refusals).toMatchObject([{ code: 'session-invalid' }]))
    await expect(refused.stream.send('x')).rejects.toMatchObject({ code: 'aborted' })
    let now = 'busy'
    const retried = open(webSocket, '/providers/main/echo', () => now)
    await vi.waitFor(() => expect(retried.states).toEqual(['lost']))
    now = token
    await vi.waitFor(() => expect(retried.states).toEqual(['lost', 'open']), 5_000)
    expect(retried.refusals).toEqual([])
  })

  it('ends for good when the handler says so', async () => {
    const { stream, refusals } = open(webSocket)
    await connected()
    const { TelevidError } = await import('@televid/core/protocol')
    for (const push of [...echo().pushes]) push.refuse(new TelevidError('removed', 'Removed.'))
    await vi.waitFor(() => expect(refusals).toMatchObject([{ code: 'removed', message: 'Removed.' }]))
    await expect(stream.send('x')).rejects.toMatchObject({ code: 'aborted' })
  })

  it('frees the handler when the client goes', async () => {
    const closes = echo().closes
    const { stream } = open(webSocket)
    await connected()
    const waiting = stream.send('bad').catch((error: TelevidError) => error.code)
    stream.close()
    expect(['aborted', 'bad-request']).toContain(await waiting)
    await vi.waitFor(() => expect(echo().closes).toBe(closes + 1))
  })

  it('refuses a frame above 64 KiB and keeps the others connected', async () => {
    const other = open(webSocket, '/providers/main/echo', () => `${token}-other`)
    await connected()
    const { stream } = open(webSocket)
    const large = stream.send('x'.repeat(70_000)).catch((error: TelevidError) => error.code)
    if (!webSocket) expect(await large).toBe('body-too-large')
    await other.stream.send('fine')
    stream.close()
    await large
    expect(echo().received).toEqual(['fine'])
    expect(other.states).toEqual(['open'])
  })
})

describe('WebSocket', () => {
  it('falls back to server-sent events where upgrades fail', async () => {
    // A server whose WebSockets are not attached, like one behind a proxy that blocks them.
    const { createServer } = await import('node:http')
    const { getRequestListener } = await import('@hono/node-server')
    const plain = createServer(getRequestListener(bench.controlPlane.fetch))
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as { port: number }
    const { stream, states } = open(true, '/providers/main/echo', undefined, `http://127.0.0.1:${port}`)
    await stream.send('through')
    expect(echo().received).toEqual(['through'])
    expect(states).toEqual(['lost', 'open'])
    stream.close()
    plain.closeAllConnections()
    await new Promise((resolve) => plain.close(resolve))
  })

  it.each([
    ['a foreign origin', '/televid/providers/main/echo', 'https://evil.test', 403],
    ['a path that is no stream', '/televid/health', undefined, 404],
    ['a path outside', '/elsewhere', undefined, 404],
  ])('is refused for %s', async (_name, path, origin, status) => {
    const socket = new WebSocket(`${server.url}${path}`, origin === undefined ? {} : { origin })
    const seen = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      socket.on('open', () => resolve('open'))
      socket.on('error', () => {})
    })
    socket.terminate()
    expect(seen).toBe(status)
  })

  it.each([
    ['text that is no JSON', 'garbage', 4400],
    ['a frame before the open', JSON.stringify({ type: 'frame', id: 1, frame: 1 }), 4400],
    ['an open without a client', JSON.stringify({ type: 'open', token: 'good-1', after: null }), 4400],
    ['bytes', Buffer.from([0, 1, 2]), 4400],
    ['a bad token', JSON.stringify({ type: 'open', token: 'bad', after: null, client: 'c' }), 4403],
  ])('closes on %s', async (_name, message, code) => {
    const socket = new WebSocket(`${server.url}/televid/providers/main/echo`)
    socket.on('open', () => socket.send(message))
    const heard: string[] = []
    socket.on('message', (data) => heard.push(String(data)))
    const closed = await new Promise((resolve) => socket.on('close', resolve))
    expect(closed).toBe(code)
    expect(JSON.parse(heard[0] ?? '')).toMatchObject({ type: 'refused', problem: { detail: expect.any(String) } })
  })

  it('answers malformed messages in a running stream with a problem and keeps it open', async () => {
    const socket = new WebSocket(`${server.url}/televid/providers/main/echo`)
    const heard: { type: string; id?: number }[] = []
    socket.on('message', (data) => heard.push(JSON.parse(String(data))))
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send(JSON.stringify({ type: 'open', token, after: null, client: 'c' }))
    for (const bad of ['{', '[]', '{"type":"frame","id":-1}', '{"type":"frame","id":"1","frame":1}', '"x"', 'null'])
      socket.send(bad)
    socket.send(JSON.stringify({ type: 'frame', id: 1, frame: 'fine' }))
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ type: 'ack', id: 1 }))
    expect(heard.filter(({ type }) => type === 'problem')).toHaveLength(6)
    socket.terminate()
  })

  it('cuts off a client that does not read', async () => {
    const socket = new WebSocket(`${server.url}/televid/providers/main/echo`)
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send(JSON.stringify({ type: 'open', token, after: null, client: 'c' }))
    await connected()
    socket.pause()
    let seq = 0
    await vi.waitFor(() => {
      seq = flood(seq)
      expect(echo().pushes.size).toBe(0)
    }, 10_000)
    socket.terminate()
  })
})

it('forgets receipts of streams that were silent for two days', async () => {
  const receipt = { tenant: 'default', last_id: 1 }
  const at = (interval: string): Date => sql<Date>`now() - ${interval}::interval` as unknown as Date
  await bench.store.db
    .insertInto('stream_receipt')
    .values([
      { ...receipt, stream: 'old', updated_at: at('49 hours') },
      { ...receipt, stream: 'young', updated_at: at('1 hour') },
    ])
    .execute()
  const stop = forgetReceipts({ store: bench.store, onError: () => {} })
  await vi.waitFor(async () => {
    const rows = await bench.store.db.selectFrom('stream_receipt').select('stream').execute()
    expect(rows.map(({ stream }) => stream)).not.toContain('old')
    expect(rows.map(({ stream }) => stream)).toContain('young')
  })
  stop()
})

describe('server-sent events', () => {
  it('cuts off a client that does not read', async () => {
    const request = httpRequest(`${server.url}/televid/providers/main/echo`, {
      headers: { authorization: `Bearer ${token}` },
    })
    request.on('error', () => {})
    request.on('response', (response) => response.pause())
    request.end()
    await connected()
    let seq = 0
    await vi.waitFor(() => {
      seq = flood(seq)
      expect(echo().pushes.size).toBe(0)
    }, 10_000)
    request.destroy()
  })

  it('takes the place to resume from the query or from Last-Event-ID', async () => {
    for (const [query, headers, after] of [
      ['?after=5', {}, 5],
      ['', { 'last-event-id': '6' }, 6],
      ['', {}, null],
    ] as const) {
      const abort = new AbortController()
      await fetch(`${server.url}/televid/providers/main/echo${query}`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        signal: abort.signal,
      })
      await connected()
      expect(echo().opened.at(-1)?.after).toBe(after)
      abort.abort()
      await vi.waitFor(() => expect(echo().pushes.size).toBe(0))
    }
    const wrong = await fetch(`${server.url}/televid/providers/main/echo?after=-1`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(wrong.status).toBe(400)
  })
})
