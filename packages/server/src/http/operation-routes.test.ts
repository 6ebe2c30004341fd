import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { type ControlPlaneBench, openControlPlaneBench } from '../testing/control-plane-bench.ts'
import { fakeProvider } from '../testing/fake-provider.ts'

const metricsToken = 'mX4rTq8Wz1Yc6Vb9Np3Ks7Jd2Hf5Lg0AeU'

let bench: ControlPlaneBench
beforeAll(async () => {
  bench = await openControlPlaneBench()
})
afterAll(() => bench.close())

async function get(
  path: string,
  { controlPlane = bench.controlPlane, address = '127.0.0.1', token }: GetOptions = {},
): Promise<{ status: number; type: string | null; text: string }> {
  const response = await controlPlane.fetch(
    new Request(`http://visits.test/televid${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }),
    { incoming: { socket: { remoteAddress: address } } },
  )
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

interface GetOptions {
  readonly controlPlane?: ControlPlane
  readonly address?: string | undefined
  readonly token?: string
}

/** A store whose database does not answer. */
function away(): ControlPlane {
  return bench.another({ store: { url: 'postgres://127.0.0.1:1/none' } })
}

describe('health', () => {
  it('names each provider and its state, and nothing secret', async () => {
    const providers = { a: fakeProvider('vendor-a'), b: fakeProvider('vendor-b'), c: fakeProvider('vendor-c') }
    const controlPlane = bench.another({ provider: 'b', providers, draining: ['c'] })
    const { status, text } = await get('/health', { controlPlane })
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual({
      status: 'ok',
      store: 'ok',
      providers: [
        { name: 'a', vendor: 'vendor-a', state: 'standby' },
        { name: 'b', vendor: 'vendor-b', state: 'active' },
        { name: 'c', vendor: 'vendor-c', state: 'draining' },
      ],
    })
  })

  it('is 503 while the store is away', async () => {
    const { status, text } = await get('/health', { controlPlane: away() })
    expect(status).toBe(503)
    expect(JSON.parse(text)).toMatchObject({ status: 'unavailable', store: 'unavailable' })
  })
})

describe('the metrics', () => {
  it.each([
    ['without a token, in development, this machine', {}, { address: '127.0.0.1' }, 200],
    ['without a token, in development, this machine by IPv6', {}, { address: '::1' }, 200],
    ['without a token, in development, this machine as IPv6 writes it', {}, { address: '::ffff:127.0.0.1' }, 200],
    ['without a token, in development, another machine', {}, { address: '192.0.2.7' }, 401],
    ['without a token, in development, an unknown address', {}, { address: undefined }, 401],
    ['without a token, in production, this machine', { mode: 'production' }, { address: '127.0.0.1' }, 401],
    ['with the token, another machine', { metricsToken }, { address: '192.0.2.7', token: metricsToken }, 200],
    ['with another token', { metricsToken }, { token: `${metricsToken}x` }, 401],
    ['with none where one is set, this machine', { metricsToken }, {}, 401],
  ] as const)('%s', async (_name, options, request, expected) => {
    const controlPlane = bench.another(options)
    const { status, text } = await get('/metrics', {
      controlPlane,
      ...request,
      ...('address' in request && request.address === undefined ? { address: '' } : {}),
    })
    expect(status).toBe(expected)
    expect(text.includes('televid_')).toBe(expected === 200)
  })

  it('need a token that cannot be guessed', () => {
    expect(() => bench.another({ metricsToken: 'letmein' })).toThrow('TELEVID_METRICS_TOKEN')
  })

  it('count what happened and hold no room, person, tenant or trace', async () => {
    const controlPlane = bench.another()
    const room = await bench.room({ tenant: 'clinic-77' })
    const host = await bench.invite(room, 'host', {
      tenant: 'clinic-77',
      controlPlane,
      identity: 'doctor-77',
      displayName: 'Dr. Seventyseven',
    })
    const guest = await bench.invite(room, 'guest', { tenant: 'clinic-77', controlPlane })
    await bench.grant(host)
    await bench.grant(guest)
    await bench.grant(host, { providers: ['none'] })
    await bench.call('GET', `/rooms/${room}/nowhere`, { controlPlane })
    await bench.call('PROPFIND', '/health', { controlPlane })
    const { text, type } = await get('/metrics', { controlPlane })
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/)
    for (const line of [
      'televid_grants_total{provider="main",outcome="granted"} 1',
      'televid_grants_total{provider="main",outcome="waiting"} 1',
      'televid_grants_total{provider="main",outcome="refused"} 1',
      'televid_refusals_total{code="client-outdated"} 1',
      'televid_joins_waiting 1',
      'televid_rooms_open{provider="main"} 1',
      'televid_http_request_duration_seconds_count{method="POST",route="/rooms/:room/grant",status="200"} 2',
      'televid_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
      'televid_http_request_duration_seconds_count{method="other",route="none",status="404"} 1',
    ])
      expect(text).toContain(`${line}\n`)
    for (const personal of [room, host.identity, guest.identity, 'clinic-77', 'Seventyseven', host.session])
      expect(text).not.toContain(personal)
    expect(text).not.toMatch(/[0-9a-f]{32}/)
  })

  it('are there while the store is away, without what only the store knows', async () => {
    const { status, text } = await get('/metrics', { controlPlane: away() })
    expect(status).toBe(200)
    expect(text).toContain('televid_joins_waiting Nan\n')
    expect(text).not.toContain('televid_rooms_open{')
  })
})
