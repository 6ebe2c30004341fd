import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type RunningServer, serve } from '../node/serve.ts'
import { type ControlPlaneBench, openControlPlaneBench } from '../testing/control-plane-bench.ts'

let bench: ControlPlaneBench
let server: RunningServer
beforeAll(async () => {
  bench = await openControlPlaneBench()
  server = await serve(bench.controlPlane, { port: 0 })
})
afterAll(async () => {
  await server.close()
  await bench.close()
})

describe('a body of 100 MB', () => {
  it.each([
    ['announced', true],
    ['in chunks', false],
  ])('is refused without being read when %s', async (_name, announced) => {
    const size = 100 * 1024 * 1024
    let sent = 0
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const request = httpRequest(`${server.url}/televid/invites/exchange`, {
        method: 'POST',
        headers: announced ? { 'content-length': size } : {},
      })
      request.on('response', (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode, body }))
      })
      // The server may cut the connection while the rest is being sent; only an answer counts.
      request.on('error', (error) => setTimeout(reject, 1_000, error))
      const chunk = Buffer.alloc(64 * 1024, 'x')
      const write = (): void => {
        while (sent < size && !request.destroyed) {
          sent += chunk.length
          if (!request.write(chunk)) return void request.once('drain', write)
        }
      }
      write()
    })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'body-too-large',
      status: 413,
      detail: expect.stringContaining('64 KiB'),
    })
    expect(sent).toBeLessThan(size / 4)
  })

  it('disturbs nobody else', async () => {
    expect((await fetch(`${server.url}/televid/health`)).status).toBe(200)
  })
})

describe('a body', () => {
  it.each([
    ['is missing', undefined],
    ['is no JSON', '{'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['is an array', '[]'],
    ['is null', 'null'],
    ['lacks a field', '{}'],
    ['has a field of another type', '{"secret":5}'],
    ['has a field that is too long', JSON.stringify({ secret: 'x'.repeat(300) })],
    ['is deeply nested', '['.repeat(30_000) + ']'.repeat(30_000)],
  ])('that %s is refused with a problem', async (_name, body) => {
    const response = await fetch(`${server.url}/televid/invites/exchange`, {
      method: 'POST',
      ...(body === undefined ? {} : { body }),
    })
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'bad-request',
      detail: expect.any(String),
    })
  })

  it('does not reach prototypes', async () => {
    const response = await fetch(`${server.url}/televid/invites/exchange`, {
      method: 'POST',
      body: '{"secret":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    })
    expect(response.status).toBe(404)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it.each([
    ['mute', {}],
    ['mute', { source: 'ears' }],
    ['mute', { source: 'custom:' }],
    ['mute', { source: 'custom:A b' }],
    ['mute', { source: 'camera', also: 'microphone' }],
    ['publish', {}],
    ['publish', { allowed: 'no' }],
    ['publish', { allowed: false, forever: true }],
  ])('of %s that is %o is refused', async (act, body) => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    await bench.grant(host)
    const path = `/rooms/${room}/participants/${host.identity}/${act}`
    expect((await bench.call('POST', path, { session: host.session, body })).body.code).toBe('bad-request')
  })

  it.each([
    ['another room', { room: 'other-room' }, 'forbidden'],
    ['a version that is none', { coreVersion: 'latest' }, 'bad-request'],
    ['providers that are none', { providers: 'fake' }, 'bad-request'],
    ['too many providers', { providers: Array(100).fill('fake') }, 'bad-request'],
    ['no rejoin', { rejoin: undefined }, 'bad-request'],
  ])('of a grant request with %s is refused', async (_name, change, code) => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    const body = { room, coreVersion: '0.1.0', providers: ['fake'], rejoin: false, ...change }
    expect((await bench.call('POST', `/rooms/${room}/grant`, { session: host.session, body })).body.code).toBe(code)
  })
})

describe('an address', () => {
  it.each([
    ['GET', '/nowhere'],
    ['PUT', '/health'],
    ['GET', '/rooms/abcd/grant'],
    ['GET', '/rooms//channel'],
    ['GET', '/providers/none/echo'],
    ['POST', '/webhooks/none'],
    ['POST', '/webhooks/__proto__'],
    ['GET', '/webhooks/main'],
    ['POST', '/metrics'],
    ['GET', '/%00'],
    ['GET', '/%ff'],
  ])('%s %s is a problem with status 404', async (method, path) => {
    const response = await fetch(`${server.url}/televid${path}`, { method })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ title: 'Not Found', status: 404 })
  })

  it('with a malformed room or identity is refused', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    expect((await bench.call('POST', '/rooms/%E0%A4%A/end', { session: host.session })).status).toBe(400)
    expect((await bench.call('POST', `/rooms/${'a'.repeat(3000)}/end`, { session: host.session })).body.code).toBe(
      'room-name-invalid',
    )
    for (const identity of ['a%20b', '%2e%2e%2f', 'x'.repeat(65), "'%20or%201=1"]) {
      expect(
        (await bench.call('POST', `/rooms/${room}/participants/${identity}/remove`, { session: host.session })).body
          .code,
      ).toBe('bad-request')
      const path = `/rooms/${room}/participants/${identity}/mute`
      const body = { source: 'camera' }
      expect((await bench.call('POST', path, { session: host.session, body })).body.code).toBe('bad-request')
    }
    expect((await bench.call('DELETE', `/rooms/${room}/invites/${"'--"}`, { session: host.session })).body.code).toBe(
      'invite-invalid',
    )
  })
})

describe('a connection', () => {
  it('that speaks no HTTP is closed and disturbs nobody', async () => {
    const closed = await new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('\x00\x01garbage\r\n\r\n'))
      socket.on('error', () => {})
      socket.on('data', () => {})
      socket.on('close', () => resolve(true))
    })
    expect(closed).toBe(true)
    expect((await fetch(`${server.url}/televid/health`)).status).toBe(200)
  })
})

describe('an origin', () => {
  const get = (
    headers: Record<string, string>,
    controlPlane = bench.controlPlane,
    method = 'GET',
  ): ReturnType<ControlPlaneBench['call']> => bench.call(method, '/health', { headers, controlPlane })

  it('of this host, or none, may call', async () => {
    expect((await get({})).status).toBe(200)
    expect((await get({ origin: 'http://visits.test' })).status).toBe(200)
    expect((await get({ origin: 'https://visits.test' })).status).toBe(200)
  })

  it('of another host may not, unless it is listed', async () => {
    for (const origin of ['https://evil.test', 'null', 'http://visits.test.evil.test', 'http://visits.test:8080']) {
      const { status, body, headers } = await get({ origin })
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' })
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
    const open = bench.another({ origins: ['https://app.test'] })
    const listed = await get({ origin: 'https://app.test' }, open)
    expect(listed.status).toBe(200)
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://app.test')
    expect((await get({ origin: 'https://evil.test' }, open)).status).toBe(403)
  })

  it('that is listed gets its preflight and absolute addresses', async () => {
    const controlPlane = bench.another({ origins: ['https://app.test'] })
    const preflight = await controlPlane.fetch(
      new Request('http://visits.test/televid/rooms/abcd/grant', {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.test',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      }),
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const host = await bench.invite(await bench.room(), 'host', { controlPlane })
    const body = { room: host.room, coreVersion: '0.1.0', providers: ['fake'], rejoin: false }
    const granted = await bench.call('POST', `/rooms/${host.room}/grant`, {
      session: host.session,
      body,
      headers: { origin: 'https://app.test' },
      controlPlane,
    })
    expect(granted.body.channel.url).toBe(`http://visits.test/televid/rooms/${host.room}/channel`)
    const behindProxy = bench.another({ publicOrigin: 'https://visits.example.org' })
    expect((await bench.grant(host, { controlPlane: behindProxy })).body).toMatchObject({
      channel: { url: `https://visits.example.org/televid/rooms/${host.room}/channel` },
    })
  })
})

describe('too many requests', () => {
  it('are refused per session and per address', async () => {
    const limited = bench.another({
      rateLimits: { session: { burst: 3, perSecond: 0.001 }, address: { burst: 8, perSecond: 0.001 } },
      clientAddress: (request) => request.headers.get('x-test-address') ?? undefined,
    })
    const host = await bench.invite(await bench.room(), 'host')
    const other = await bench.invite(host.room, 'host')
    const codes = []
    for (const { session } of [host, host, host, host, other])
      codes.push((await bench.call('POST', `/rooms/${host.room}/leave`, { session, controlPlane: limited })).status)
    expect(codes).toEqual([204, 204, 204, 429, 204])
    const perAddress = []
    for (let index = 0; index < 10; index += 1)
      perAddress.push(
        (await bench.call('GET', '/health', { headers: { 'x-test-address': '10.0.0.1' }, controlPlane: limited }))
          .status,
      )
    expect(perAddress.filter((status) => status === 429)).toHaveLength(2)
    expect(
      (await bench.call('GET', '/health', { headers: { 'x-test-address': '10.0.0.2' }, controlPlane: limited })).status,
    ).toBe(200)
  })
})

it('gives every answer its security headers and never the reason of a bug', async () => {
  const { headers } = await bench.call('GET', '/health')
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  const broken = bench.another()
  const spy = vi.spyOn(bench.store, 'transaction').mockRejectedValueOnce(new Error('password=hunter2 at 10.0.0.5'))
  const { status, body } = await bench.call('POST', '/invites/exchange', {
    body: { secret: 'x' },
    controlPlane: broken,
  })
  spy.mockRestore()
  expect(status).toBe(500)
  expect(JSON.stringify(body)).not.toContain('hunter2')
  expect(bench.errors.splice(0)).toHaveLength(1)
})
