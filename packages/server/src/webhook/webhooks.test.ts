import type { WebhookEvent } from '@televid/core/server-adapter'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import {
  type Answer,
  type ControlPlaneBench,
  openControlPlaneBench,
  type Person,
} from '../testing/control-plane-bench.ts'
import { type FakeProvider, fakeProvider } from '../testing/fake-provider.ts'

let bench: ControlPlaneBench
beforeAll(async () => {
  bench = await openControlPlaneBench()
})
afterAll(() => bench.close())

interface Call {
  readonly host: Person
  readonly guest: Person
  readonly reference: string
}

/** A room with two people in it. */
async function call(controlPlane = bench.controlPlane): Promise<Call> {
  const room = await bench.room({ lobby: false })
  const host = await bench.invite(room, 'host', { controlPlane })
  const guest = await bench.invite(room, 'guest', { controlPlane })
  const { body } = await bench.grant(host)
  await bench.grant(guest)
  return { host, guest, reference: String(body.status === 'granted' && body.grant.credentials.vendorRoom) }
}

let ids = 0
const event = (type: WebhookEvent['type'], reference: string, more: object = {}): unknown => ({
  id: `event-${++ids}`,
  provider: 'fake',
  type,
  reference,
  occurredAt: Date.now(),
  raw: { name: 'Anna Example' },
  ...more,
})

const deliver = (
  events: unknown,
  { name = 'main', signature = 'good', controlPlane = bench.controlPlane } = {},
): Promise<Answer> =>
  bench.call('POST', `/webhooks/${name}`, { body: events, headers: { 'x-signature': signature }, controlPlane })

const stored = (id: unknown): Promise<{ handled_at: Date | null; trace: string } | undefined> =>
  bench.store.db.selectFrom('webhook_event').selectAll().where('id', '=', String(id)).executeTakeFirst()

async function handled(id: unknown): Promise<void> {
  await vi.waitFor(async () => expect((await stored(id))?.handled_at).toBeInstanceOf(Date), { timeout: 5_000 })
}

const remove = ({ host, guest }: Call): Promise<Answer> =>
  bench.call('POST', `/rooms/${host.room}/participants/${guest.identity}/remove`, { session: host.session })

async function scrape(controlPlane: ControlPlane): Promise<string> {
  const incoming = { socket: { remoteAddress: '127.0.0.1' } }
  return (await controlPlane.fetch(new Request('http://visits.test/televid/metrics'), { incoming })).text()
}

describe('a delivery', () => {
  it('of an unknown provider is 404, of one without webhooks 501, with a bad signature 403, unreadable 400', async () => {
    const { verifyWebhook, ...silent } = fakeProvider()
    const controlPlane = bench.another({ providers: { main: bench.provider, silent } })
    expect((await deliver([], { name: 'other' })).status).toBe(404)
    expect((await deliver([], { name: 'constructor' })).status).toBe(404)
    expect((await deliver([], { name: 'silent', controlPlane })).body.code).toBe('unsupported')
    expect((await deliver([], { signature: 'bad' })).body).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await deliver('{')).body.code).toBe('bad-request')
    expect((await deliver('x'.repeat(1024 * 1024 + 1))).body.code).toBe('body-too-large')
    expect((await deliver([])).status).toBe(204)
  })

  it('is verified on the bytes as they came, with the public address', async () => {
    const verifyWebhook = vi.fn(async () => [])
    const controlPlane = bench.another({
      providers: { main: { ...fakeProvider(), verifyWebhook } },
      publicOrigin: 'https://visits.example.org',
    })
    const body = '[ {"a": 1.0} ]\n'
    await deliver(body, { controlPlane })
    const [request] = verifyWebhook.mock.calls[0] as unknown as [{ url: string; rawBody: Uint8Array; method: string }]
    expect(request.url).toBe('https://visits.example.org/televid/webhooks/main')
    expect(new TextDecoder().decode(request.rawBody)).toBe(body)
    expect(request.method).toBe('POST')
  })

  it('that holds no usable id, time or room is refused and changes nothing', async () => {
    const { reference } = await call()
    for (const wrong of [{ id: '' }, { id: 'x'.repeat(201) }, { occurredAt: 'soon' }, { reference: undefined }]) {
      expect((await deliver([event('room.ended', reference, wrong)])).body.code).toBe('bad-request')
    }
  })

  it('about a room of somebody else is taken and forgotten', async () => {
    const other = event('room.ended', 'not-ours') as { id: string }
    expect((await deliver([other])).status).toBe(204)
    expect(await stored(other.id)).toBeUndefined()
  })

  it('cannot reach a room on another provider', async () => {
    const { host, reference } = await call()
    const other = fakeProvider('other')
    const controlPlane = bench.another({ providers: { main: bench.provider, other } })
    await deliver([event('room.ended', reference)], { name: 'other', controlPlane })
    expect((await bench.grant(host)).body.status).toBe('granted')
  })

  it('is kept without what the vendor says about people, under the trace of its room', async () => {
    const { guest, host, reference } = await call()
    const joined = event('participant.joined', reference, { identity: guest.identity }) as { id: string }
    await deliver([joined])
    await handled(joined.id)
    const row = await stored(joined.id)
    expect(JSON.stringify(row)).not.toContain('Anna')
    const { body } = await bench.grant(host)
    expect(row?.trace).toBe(body.status === 'granted' && body.grant.trace)
  })
})

describe('somebody who joined at the vendor', () => {
  it('and may be there stays', async () => {
    const { guest, reference } = await call()
    const joined = event('participant.joined', reference, { identity: guest.identity }) as { id: string }
    await deliver([joined])
    await handled(joined.id)
    expect(bench.provider.removed.filter((each) => each.startsWith(`${reference}/`))).toEqual([])
  })

  it('and was removed is put out again, also by a process that never knew of it, once for each event', async () => {
    const scene = await call()
    await remove(scene)
    const fresh = fakeProvider()
    const restarted = bench.another({ providers: { main: fresh } })
    const joined = event('participant.joined', scene.reference, { identity: scene.guest.identity }) as { id: string }
    for (let times = 0; times < 3; times += 1)
      expect((await deliver([joined], { controlPlane: restarted })).status).toBe(204)
    await handled(joined.id)
    const expected = `${scene.reference}/${scene.guest.identity}`
    expect(fresh.removed).toEqual([expected])
    expect(await scrape(restarted)).toMatch(/webhook_deliveries_total\{provider="main",outcome="duplicate"\} 2/)

    await deliver([event('participant.joined', scene.reference, { identity: scene.guest.identity })], {
      controlPlane: restarted,
    })
    await vi.waitFor(() => expect(fresh.removed).toEqual([expected, expected]))
  })

  it('and lost the right to publish has it taken again', async () => {
    const { host, guest, reference } = await call()
    await bench.call('POST', `/rooms/${host.room}/participants/${guest.identity}/publish`, {
      session: host.session,
      body: { allowed: false },
    })
    const count = (): number =>
      bench.provider.publishing.filter((each) => each === `${reference}/${guest.identity} false`).length
    expect(count()).toBe(1)
    await deliver([event('participant.joined', reference, { identity: guest.identity })])
    await vi.waitFor(() => expect(count()).toBe(2))
  })

  it('in a room that has ended ends it again', async () => {
    const { host, guest, reference } = await call()
    await bench.call('POST', `/rooms/${host.room}/end`, { session: host.session })
    await deliver([event('participant.joined', reference, { identity: guest.identity })])
    await vi.waitFor(() => expect(bench.provider.ended.filter((each) => each === reference)).toHaveLength(2))
  })
})

describe('a room that the vendor ended', () => {
  it('has ended for everybody, and a late word about it does not touch the next use', async () => {
    const { host, reference } = await call()
    const ended = event('room.ended', reference) as { id: string }
    await deliver([ended])
    await handled(ended.id)
    expect((await bench.grant(host)).body.code).toBe('room-ended')

    await bench.controlPlane.rooms.ensure({ room: host.room })
    const again = await bench.invite(host.room, 'host')
    await bench.grant(again)
    const late = event('room.ended', reference) as { id: string }
    await deliver([late])
    await handled(late.id)
    expect((await bench.grant(again)).body.status).toBe('granted')
  })

  it('goes on when people have opened it again', async () => {
    const { host, reference } = await call()
    bench.provider.present.set(reference, [{ identity: host.identity, sources: [] }])
    const ended = event('room.ended', reference) as { id: string }
    await deliver([ended])
    await handled(ended.id)
    expect((await bench.grant(host)).body.status).toBe('granted')
  })
})

describe('the inbox', () => {
  it('answers before the vendor is called, and the end of the control plane waits for it', async () => {
    const slow = fakeProvider()
    const controlPlane = bench.another({ providers: { main: slow } })
    const scene = await call(controlPlane)
    await remove(scene)
    let release = (): void => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const { removeParticipant } = slow
    slow.removed.length = 0
    Object.assign(slow, {
      removeParticipant: async (...given: Parameters<FakeProvider['removeParticipant']>) => {
        await gate
        await removeParticipant(...given)
      },
    })
    const joined = event('participant.joined', scene.reference, { identity: scene.guest.identity }) as { id: string }
    expect((await deliver([joined], { controlPlane })).status).toBe(204)
    expect(slow.removed).toEqual([])
    const closed = controlPlane.close()
    release()
    await closed
    expect(slow.removed).toHaveLength(1)
    expect((await stored(joined.id))?.handled_at).not.toBeNull()
  })

  it('takes up what failed, or was left by a process that is gone, and says of which visit it was', async () => {
    const scene = await call()
    await remove(scene)
    const errors: unknown[] = []
    const failing = { ...fakeProvider(), removeParticipant: () => Promise.reject(new Error('away')) }
    const controlPlane = bench.another({
      providers: { main: failing },
      onError: (error, context) => errors.push([(error as Error).message, context]),
    })
    const joined = event('participant.joined', scene.reference, { identity: scene.guest.identity }) as { id: string }
    expect((await deliver([joined], { controlPlane })).status).toBe(204)
    await vi.waitFor(() => expect(errors).toHaveLength(1))
    expect(errors).toEqual([['away', { trace: (await stored(joined.id))?.trace }]])
    expect((await stored(joined.id))?.handled_at).toBeNull()

    await bench.store.db
      .updateTable('webhook_event')
      .set({ received_at: sql`now() - interval '1 minute'` })
      .where('id', '=', joined.id)
      .execute()
    const healthy = fakeProvider()
    await bench.another({ providers: { main: healthy } }).ready()
    await handled(joined.id)
    expect(healthy.removed).toEqual([`${scene.reference}/${scene.guest.identity}`])
  })
})

it('of a provider on standby or draining work as of the active one', async () => {
  const { host, reference } = await call()
  const controlPlane = bench.another({
    provider: 'other',
    providers: { main: bench.provider, other: fakeProvider('other') },
    draining: ['main'],
  })
  expect((await deliver([event('room.ended', reference)], { signature: 'bad', controlPlane })).status).toBe(403)
  const ended = event('room.ended', reference) as { id: string }
  expect((await deliver([ended], { controlPlane })).status).toBe(204)
  await handled(ended.id)
  expect((await bench.grant(host)).body.code).toBe('room-ended')
})
