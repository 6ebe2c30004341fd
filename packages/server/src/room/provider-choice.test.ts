import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { type ControlPlaneBench, openControlPlaneBench, type Person } from '../testing/control-plane-bench.ts'
import { type FakeProvider, fakeProvider } from '../testing/fake-provider.ts'

let bench: ControlPlaneBench
let a: FakeProvider
let b: FakeProvider
let providers: Record<string, FakeProvider>
beforeAll(async () => {
  bench = await openControlPlaneBench()
})
afterAll(() => bench.close())
beforeEach(() => {
  a = fakeProvider('vendor-a')
  b = fakeProvider('vendor-b')
  providers = { a, b }
})

const both = ['vendor-a', 'vendor-b']
let rooms = 0
const newRoom = (): string => `choice-${++rooms}x`

async function vendorOf(person: Person, controlPlane = person.controlPlane): Promise<string | undefined> {
  const { body } = await bench.grant(person, { providers: both, controlPlane })
  return body.status === 'granted' ? body.grant.provider : body.code
}

async function enter(controlPlane: ControlPlane, room: string): Promise<string | undefined> {
  return vendorOf(await bench.invite(room, 'host', { controlPlane }))
}

describe('a new room', () => {
  it('is on the active provider, or on the one it asks for', async () => {
    const plane = bench.another({ provider: 'a', providers })
    const [plain, asking] = [newRoom(), newRoom()]
    await plane.rooms.ensure({ room: plain })
    await plane.rooms.ensure({ room: asking, provider: 'b' })
    expect([await enter(plane, plain), await enter(plane, asking)]).toEqual(['vendor-a', 'vendor-b'])
  })

  it('may ask as long as nobody has entered, then stays', async () => {
    const plane = bench.another({ provider: 'a', providers })
    const room = newRoom()
    await plane.rooms.ensure({ room })
    await plane.rooms.ensure({ room, provider: 'b' })
    expect(await enter(plane, room)).toBe('vendor-b')
    await plane.rooms.ensure({ room })
    await plane.rooms.ensure({ room, provider: 'b' })
    await expect(plane.rooms.ensure({ room, provider: 'a' })).rejects.toMatchObject({ code: 'invalid-state' })
    expect(await enter(plane, room)).toBe('vendor-b')
  })

  it('cannot ask for a provider that is not there or is draining', async () => {
    const plane = bench.another({ provider: 'a', providers, draining: ['b'] })
    for (const provider of ['b', 'c', 'constructor']) {
      await expect(plane.rooms.ensure({ room: newRoom(), provider })).rejects.toMatchObject({
        code: 'unknown-provider',
        message: expect.stringContaining('Providers for new rooms: a.'),
      })
    }
    await expect(plane.rooms.ensure({ room: newRoom(), provider: 5 } as never)).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })

  it('that asked for a provider which is draining by now is refused, not moved', async () => {
    const before = bench.another({ provider: 'a', providers })
    const room = newRoom()
    await before.rooms.ensure({ room, provider: 'b' })
    const now = bench.another({ provider: 'a', providers, draining: ['b'] })
    expect(await enter(now, room)).toBe('unknown-provider')
    expect(bench.errors.splice(0)).toHaveLength(1)
    await now.rooms.ensure({ room, provider: 'a' })
    expect(await enter(now, room)).toBe('vendor-a')
  })

  it('of two processes that a switch has reached and not reached is one room', async () => {
    const [old, updated] = ['a', 'b'].map((provider) => bench.another({ provider, providers }))
    const room = newRoom()
    await old?.rooms.ensure({ room })
    const [host, guest] = await Promise.all(
      [old, updated].map((controlPlane) => bench.invite(room, 'host', { controlPlane: controlPlane as ControlPlane })),
    )
    const vendors = await Promise.all([vendorOf(host as Person), vendorOf(guest as Person)])
    expect(new Set(vendors).size).toBe(1)
  })
})

describe('a provider that is draining', () => {
  it('keeps its room until the end; the next use of the room is elsewhere', async () => {
    const before = bench.another({ provider: 'a', providers })
    const room = newRoom()
    await before.rooms.ensure({ room })
    const host = await bench.invite(room, 'host', { controlPlane: before })
    const guest = await bench.invite(room, 'guest', { controlPlane: before })
    expect(await vendorOf(host)).toBe('vendor-a')
    await bench.grant(guest, { providers: both })

    const after = bench.another({ provider: 'b', providers, draining: ['a'] })
    expect(await vendorOf(host, after)).toBe('vendor-a')
    const moderate = (path: string): Promise<{ status: number }> =>
      bench.call('POST', `/rooms/${room}/${path}`, { session: host.session, controlPlane: after })
    expect((await moderate(`participants/${guest.identity}/remove`)).status).toBe(204)
    expect((await moderate('end')).status).toBe(204)
    expect(a.removed).toEqual([`${a.made[0]}/${guest.identity}`])
    expect(a.ended).toEqual(a.made)

    await after.rooms.ensure({ room })
    expect(await enter(after, room)).toBe('vendor-b')
  })

  it('is not the active one, and is configured', () => {
    expect(() => bench.another({ provider: 'a', providers, draining: ['a'] })).toThrow('is in "draining"')
    expect(() => bench.another({ provider: 'a', providers, draining: ['c'] })).toThrow('"c" in option "draining"')
  })
})

describe('the trace id', () => {
  it('is one for everybody in one use of a room, at the vendor too, and another for the next', async () => {
    const seen: unknown[] = []
    const spied = {
      ...a,
      createRoom: async (room: Parameters<FakeProvider['createRoom']>[0]) => {
        seen.push(room.trace)
        return a.createRoom(room)
      },
      mintCredentials: async (request: Parameters<FakeProvider['mintCredentials']>[0]) => {
        seen.push(request.room.trace)
        return a.mintCredentials(request)
      },
    }
    const plane = bench.another({ provider: 'a', providers: { a: spied } })
    const room = newRoom()
    const { trace } = await plane.rooms.ensure({ room })
    expect(trace).toMatch(/^(?!0{32})[0-9a-f]{32}$/)
    expect((await plane.rooms.ensure({ room })).trace).toBe(trace)
    for (const role of ['host', 'host']) {
      const { body } = await bench.grant(await bench.invite(room, role, { controlPlane: plane }), { providers: both })
      seen.push(body.status === 'granted' && body.grant.trace)
    }
    expect(new Set(seen)).toEqual(new Set([trace]))
    expect(seen).toHaveLength(5)
    await plane.rooms.end({ room })
    expect((await plane.rooms.ensure({ room })).trace).not.toBe(trace)
  })

  it('is told with what fails', async () => {
    const contexts: unknown[] = []
    const broken = { ...a, createRoom: () => Promise.reject(new Error('away')) }
    const plane = bench.another({
      provider: 'a',
      providers: { a: broken },
      onError: (_error, context) => contexts.push(context),
    })
    const room = newRoom()
    const { trace } = await plane.rooms.ensure({ room })
    expect(await enter(plane, room)).toBe('server')
    expect(contexts).toEqual([{ trace }])
  })
})
