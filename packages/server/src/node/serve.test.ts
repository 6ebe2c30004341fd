import { request as secureRequest } from 'node:https'
import { generate } from 'selfsigned'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { ControlPlaneOptions } from '../control-plane/control-plane-options.ts'
import { createControlPlane } from '../control-plane/create-control-plane.ts'
import type { Store } from '../store/store.ts'
import { testSecret } from '../testing/control-plane-bench.ts'
import { type FakeProvider, fakeProvider } from '../testing/fake-provider.ts'
import { openTestStore } from '../testing/open-test-store.ts'
import { isLoopback } from './is-loopback.ts'
import { type RunningServer, serve } from './serve.ts'

const running: RunningServer[] = []
let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

function plane(
  provider: FakeProvider = fakeProvider(),
  options: Partial<ControlPlaneOptions> = {},
): ReturnType<typeof createControlPlane> {
  return createControlPlane({
    mode: 'development',
    handlesPhi: false,
    provider: 'main',
    providers: { main: provider },
    store,
    onError: () => {},
    ...options,
  })
}

async function start(
  ...[controlPlane, options]: [ReturnType<typeof plane>, Partial<Parameters<typeof serve>[1]>?]
): Promise<RunningServer> {
  const server = await serve(controlPlane, { port: 0, ...options })
  running.push(server)
  return server
}

describe('serve', () => {
  it('gives everything outside the base path to the fallback', async () => {
    const server = await start(plane(), { fallback: (request, response) => response.end(`page ${request.url}`) })
    expect(await (await fetch(`${server.url}/index.html`)).text()).toBe('page /index.html')
    expect(await (await fetch(`${server.url}/televid-other`)).text()).toBe('page /televid-other')
    expect(await (await fetch(`${server.url}/televid/health`)).json()).toMatchObject({ status: 'ok' })
    expect((await fetch(`${server.url}/televid/nothing`)).status).toBe(404)
  })

  it('leaves upgrades outside the base path to other listeners', async () => {
    const server = await start(plane())
    server.server.on('upgrade', (request, socket) => {
      if (request.url === '/hot-reload') socket.end('HTTP/1.1 418 Mine\r\n\r\n')
    })
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(`${server.url}/hot-reload`)
      socket.on('error', () => {})
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    })
    expect(status).toBe(418)
  })

  it('says in one line that a port is taken', async () => {
    const server = await start(plane())
    const second = plane()
    const error = await serve(second, { port: server.port }).catch((caught: Error) => caught)
    expect(error).toMatchObject({
      code: 'invalid-state',
      message: `Port ${server.port} is taken. Stop the other program or choose another port.`,
    })
  })

  it('binds elsewhere than loopback only with a good secret', async () => {
    await expect(serve(plane(), { port: 0, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('TELEVID_SECRET'),
    })
    expect([isLoopback('localhost'), isLoopback('127.0.0.1'), isLoopback('::1')]).toEqual([true, true, true])
    expect(['0.0.0.0', '::', '', '10.0.0.1', '127.0.0.1.evil.test', 'example.org'].some(isLoopback)).toBe(false)
    expect(() => plane(fakeProvider(), { secret: testSecret }).assertReachable()).not.toThrow()
  })

  describe('with TLS', () => {
    /** For this test alone; 127.0.0.1 and localhost. */
    const makeCertificate = async () => {
      const subject = [{ name: 'commonName', value: 'localhost' }]
      const { private: key, cert } = await generate(subject, { keyType: 'ec', algorithm: 'sha256' })
      return { key, cert }
    }
    const get = (url: string, ca?: string) =>
      new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
        const sent = secureRequest(url, { ...(ca === undefined ? {} : { ca }) }, async (response) => {
          let text = ''
          for await (const chunk of response) text += chunk
          resolve({ status: response.statusCode, text })
        })
        sent.on('error', reject)
        sent.end()
      })

    it('speaks https, to the fallback too, with the given certificate', async () => {
      const tls = await makeCertificate()
      const server = await start(plane(), { tls, fallback: (_request, response) => response.end('page') })
      expect(server.url).toBe(`https://localhost:${server.port}`)
      expect(await get(`${server.url}/televid/health`, tls.cert)).toEqual({
        status: 200,
        text: expect.stringContaining('"status":"ok"'),
      })
      expect(await get(`${server.url}/index.html`, tls.cert)).toEqual({ status: 200, text: 'page' })
      await expect(get(`${server.url}/televid/health`)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
      await expect(fetch(`http://localhost:${server.port}/televid/health`)).rejects.toThrow()
    })

    it('upgrades WebSockets and closes them so that clients resume elsewhere', async () => {
      const tls = await makeCertificate()
      const provider = fakeProvider()
      const server = await start(plane(provider), { tls })
      const url = server.url.replace('https:', 'wss:')
      const socket = new WebSocket(`${url}/televid/providers/main/echo`, { ca: tls.cert, origin: server.url })
      const code = new Promise((resolve) => socket.on('close', resolve))
      socket.on('open', () => socket.send(JSON.stringify({ type: 'open', token: 'good-1', after: null, client: 'c' })))
      await vi.waitFor(() => expect(provider.echo.pushes.size).toBe(1))
      await server.close()
      expect(await code).toBe(1012)
    })

    it('turns a foreign origin away, as without', async () => {
      const tls = await makeCertificate()
      const server = await start(plane(), { tls })
      const url = server.url.replace('https:', 'wss:')
      const status = await new Promise((resolve) => {
        const socket = new WebSocket(`${url}/televid/providers/main/echo`, {
          ca: tls.cert,
          origin: 'https://evil.test',
        })
        socket.on('error', () => {})
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      })
      expect(status).toBe(403)
    })

    it.each([
      ['no PEM', async () => ({ key: 'none', cert: 'none' })],
      ['the key of another', async () => ({ ...(await makeCertificate()), key: (await makeCertificate()).key })],
    ])('says in one line that the certificate cannot be used: %s', async (_what, given) => {
      const controlPlane = plane()
      await expect(serve(controlPlane, { port: 0, tls: await given() })).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringMatching(/^The TLS key and certificate cannot be used \(\w+\)\. .+\.$/),
      })
      await controlPlane.close()
    })
  })

  it('does not start when a provider does not, and frees what had started', async () => {
    const first = { ...fakeProvider(), close: vi.fn(async () => {}) }
    const broken = {
      ...fakeProvider(),
      start: () => Promise.reject(new Error('no TURN server configured')),
      close: vi.fn(async () => {}),
    }
    const controlPlane = plane(first, { providers: { main: first, second: broken } })
    await expect(serve(controlPlane, { port: 0 })).rejects.toThrow('no TURN')
    expect(first.close).toHaveBeenCalledOnce()
    expect(broken.close).toHaveBeenCalledOnce()
    await controlPlane.close()
  })

  it('closes its streams so that clients resume elsewhere, then everything else', async () => {
    const provider = fakeProvider()
    const close = vi.spyOn(provider, 'close')
    const controlPlane = plane(provider)
    const server = await start(controlPlane)
    const socket = new WebSocket(`${server.url}/televid/providers/main/echo`)
    const code = new Promise((resolve) => socket.on('close', resolve))
    socket.on('open', () => socket.send(JSON.stringify({ type: 'open', token: 'good-1', after: null, client: 'c' })))
    const events = await fetch(`${server.url}/televid/providers/main/echo`, {
      headers: { authorization: 'Bearer good-2' },
    })
    await vi.waitFor(() => expect(provider.echo.pushes.size).toBe(2))
    await Promise.all([server.close(), server.close()])
    expect(await code).toBe(1012)
    expect(await events.text()).toContain('ping')
    expect(provider.echo.pushes.size).toBe(0)
    expect(close).toHaveBeenCalledOnce()
    await expect(fetch(`${server.url}/televid/health`)).rejects.toThrow()
    await expect(controlPlane.ready()).rejects.toMatchObject({ code: 'server' })
  })
})
