import { parseInviteFragment } from '@televid/core/protocol'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ControlPlaneBench, Person } from '../testing/control-plane-bench.ts'
import { openControlPlaneBench } from '../testing/control-plane-bench.ts'
import { fakeProvider } from '../testing/fake-provider.ts'

let bench: ControlPlaneBench
beforeAll(async () => {
  bench = await openControlPlaneBench()
})
afterAll(() => bench.close())

async function pinOf(room: string): Promise<unknown> {
  return bench.store.db
    .selectFrom('occurrence')
    .select(['provider', 'vendor_room', 'region'])
    .where('room', '=', room)
    .executeTakeFirst()
}

async function post(
  person: Person,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: { code?: string } | null }> {
  return bench.call('POST', `/rooms/${person.room}/${path}`, { session: person.session, body })
}

describe('grant', () => {
  it('has everything the client needs and pins the room', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host', { identity: 'doctor-1', displayName: 'Dr. A' })
    const { status, body } = await bench.grant(host)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'granted',
      channel: { url: `/televid/rooms/${room}/channel`, webSocket: false },
      grant: {
        provider: 'fake',
        room,
        identity: 'doctor-1',
        role: 'host',
        displayName: 'Dr. A',
        permissions: expect.arrayContaining(['join', 'publish', 'admit', 'end']),
        verdict: { verdict: 'not-evaluated', origin: 'control-plane' },
      },
    })
    expect(body).toMatchObject({
      grant: { credentials: { echo: { url: '/televid/providers/main/echo' }, may: true, region: 'here' } },
    })
    expect(body.status === 'granted' && body.grant.expiresAt).toBeGreaterThan(Date.now())
    expect(await pinOf(room)).toMatchObject({ provider: 'main', region: 'here' })
  })

  it('refuses a client that cannot follow before anything is made', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    const made = bench.provider.made.length
    for (const options of [{ providers: ['other'] }, { providers: [] }, { coreVersion: '0.0.9' }]) {
      const { status, body } = await bench.grant(host, options)
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'client-outdated' })
    }
    expect(bench.provider.made).toHaveLength(made)
    expect(await pinOf(room)).toMatchObject({ provider: null })
    expect((await bench.grant(host, { coreVersion: '1.0.0-beta.1' })).status).toBe(200)
  })

  it('is blocked in production with PHI as long as no rule set can pass a provider, and says so', async () => {
    const production = bench.another({ mode: 'production', handlesPhi: true })
    const room = await bench.room()
    const host = await bench.invite(room, 'host', { controlPlane: production })
    const { status, body } = await bench.grant(host)
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'policy' })
    expect(body.detail).toContain('not-evaluated')
    expect(await pinOf(room)).toMatchObject({ provider: null })
    expect(
      (await bench.grant(await bench.invite(room, 'host', { controlPlane: bench.another({ mode: 'production' }) })))
        .status,
    ).toBe(200)
  })

  it('passes on what the provider refuses', async () => {
    const full = { ...fakeProvider(), mintCredentials: async () => Promise.reject(new Error('token=abc123')) }
    const controlPlane = bench.another({ providers: { main: full } })
    const { status, body } = await bench.grant(await bench.invite(await bench.room(), 'host', { controlPlane }))
    expect({ status, code: body.code }).toEqual({ status: 500, code: 'server' })
    expect(JSON.stringify(body)).not.toContain('abc123')
    expect(bench.errors.splice(0)).toHaveLength(1)
  })
})

describe('pin', () => {
  it('is one for all, whatever each process has configured', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [fakeProvider('vendor-a'), fakeProvider('vendor-b')]
      const planes = ['a', 'b'].map((provider) => bench.another({ provider, providers: { a, b } }))
      // Both have made their vendor room before either stores its pin.
      let waiting = 0
      let release = (): void => {}
      const both = new Promise<void>((resolve) => {
        release = resolve
      })
      for (const provider of [a, b]) {
        provider.beforeCreate = async () => {
          waiting += 1
          if (waiting === 2) release()
          await both
        }
      }
      const room = await bench.room()
      const people = await Promise.all(planes.map((controlPlane) => bench.invite(room, 'host', { controlPlane })))
      const answers = await Promise.all(
        people.map((person) => bench.grant(person, { providers: ['vendor-a', 'vendor-b'] })),
      )
      const grants = answers.map(({ body }) => (body.status === 'granted' ? body.grant : null))
      expect(new Set(grants.map((grant) => grant?.provider)).size).toBe(1)
      expect(new Set(grants.map((grant) => grant?.credentials.vendorRoom)).size).toBe(1)
      // The room that lost is ended at its vendor, the other is not.
      const kept = grants[0]?.credentials.vendorRoom
      expect([...a.ended, ...b.ended]).toEqual([...a.made, ...b.made].filter((name) => name !== kept))
    }
  })

  it('stays when the config changes, and says so when the provider is gone from it', async () => {
    const [a, b] = [fakeProvider('vendor-a'), fakeProvider('vendor-b')]
    const first = bench.another({ provider: 'a', providers: { a } })
    const room = await bench.room()
    const host = await bench.invite(room, 'host', { controlPlane: first })
    await bench.grant(host, { providers: ['vendor-a'] })
    const swapped = bench.another({ provider: 'b', providers: { a, b } })
    expect((await bench.grant(host, { controlPlane: swapped, providers: ['vendor-a'] })).body).toMatchObject({
      grant: { provider: 'vendor-a' },
    })
    expect((await bench.grant(host, { controlPlane: swapped, providers: ['vendor-b'] })).body.code).toBe(
      'client-outdated',
    )
    const without = bench.another({ provider: 'b', providers: { b } })
    expect((await bench.grant(host, { controlPlane: without, providers: ['vendor-a', 'vendor-b'] })).body.code).toBe(
      'unknown-provider',
    )
    await bench.call('POST', `/rooms/${room}/end`, { session: host.session, controlPlane: swapped })
    expect(a.ended).toEqual(a.made)
    expect(b.ended).toEqual([])
  })

  it('does not end the room that several processes name alike', async () => {
    const room = await bench.room()
    const people = await Promise.all(Array.from({ length: 6 }, () => bench.invite(room, 'host')))
    await Promise.all(people.map((person) => bench.grant(person)))
    expect(bench.provider.ended).not.toContain(((await pinOf(room)) as { vendor_room: string }).vendor_room)
  })
})

describe('lobby', () => {
  it('lets people wait, and admits, refuses and admits after all', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    const guest = await bench.invite(room, 'guest')
    expect((await bench.grant(guest)).body).toEqual({
      status: 'waiting',
      channel: { url: `/televid/rooms/${room}/channel`, webSocket: false },
    })
    expect(await pinOf(room)).toMatchObject({ provider: null })
    expect((await post(host, `lobby/${guest.identity}`, { action: 'refuse' })).status).toBe(204)
    expect((await bench.grant(guest)).body.code).toBe('refused')
    expect((await post(host, `lobby/${guest.identity}`, { action: 'admit' })).status).toBe(204)
    expect((await post(host, `lobby/${guest.identity}`, { action: 'admit' })).status).toBe(204)
    expect((await post(host, `lobby/${guest.identity}`, { action: 'refuse' })).body?.code).toBe('invalid-state')
    expect((await bench.grant(guest)).body.status).toBe('granted')
    expect((await post(host, 'lobby/nobody', { action: 'admit' })).body?.code).toBe('invalid-argument')
  })

  it('is not there for a room without one, nor for those who may skip it', async () => {
    const guest = await bench.invite(await bench.room({ lobby: false }), 'guest')
    expect((await bench.grant(guest)).body.status).toBe('granted')
    const host = await bench.invite(await bench.room(), 'host')
    expect((await bench.grant(host)).body.status).toBe('granted')
  })

  it('keeps an admission over a goodbye and a return', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    const guest = await bench.invite(room, 'guest')
    await bench.grant(guest)
    await post(host, `lobby/${guest.identity}`, { action: 'admit' })
    expect((await post(guest, 'leave')).status).toBe(204)
    expect((await post(guest, 'leave')).status).toBe(204)
    expect((await bench.grant(guest)).body.status).toBe('granted')
  })

  it('keeps the removed out: with the old token, and with a new invite for the same identity', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    const guest = await bench.invite(room, 'guest', { identity: 'patient-9' })
    const second = await bench.controlPlane.invites.create({ room, role: 'guest', identity: 'patient-9' })
    await bench.grant(host)
    await bench.grant(guest)
    expect((await post(host, 'participants/patient-9/remove')).status).toBe(204)
    expect((await post(host, 'participants/patient-9/remove')).status).toBe(204)
    expect(bench.provider.removed).toContainEqual(expect.stringMatching(/\/patient-9$/))
    expect((await bench.grant(guest)).body.code).toBe('removed')
    expect((await bench.call('POST', '/invites/exchange', { body: { secret: second.secret } })).body.code).toBe(
      'removed',
    )
    const third = await bench.controlPlane.invites.create({ room, role: 'host', identity: 'patient-9' })
    expect((await bench.call('POST', '/invites/exchange', { body: { secret: third.secret } })).body.code).toBe(
      'removed',
    )
    expect((await post(host, 'lobby/patient-9', { action: 'admit' })).body?.code).toBe('removed')
    expect((await post(host, 'participants/nobody/remove')).body?.code).toBe('invalid-argument')
  })

  it('admits nobody twice when a decision and a return cross', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    const guest = await bench.invite(room, 'guest')
    await bench.grant(guest)
    await Promise.all([
      bench.grant(guest),
      post(host, `participants/${guest.identity}/remove`),
      bench.grant(guest),
      post(host, `lobby/${guest.identity}`, { action: 'admit' }),
      bench.grant(guest),
    ])
    expect((await bench.grant(guest)).body.code).toBe('removed')
  })
})

describe('end', () => {
  it('closes the room for every session and invite, and a room begun anew knows none of them', async () => {
    const room = await bench.room()
    const host = await bench.invite(room, 'host')
    const unused = await bench.controlPlane.invites.create({ room, role: 'guest' })
    await bench.grant(host)
    expect((await post(host, 'end')).status).toBe(204)
    expect((await post(host, 'end')).status).toBe(204)
    expect((await bench.grant(host)).body.code).toBe('room-ended')
    await expect(bench.controlPlane.invites.create({ room, role: 'guest' })).rejects.toMatchObject({
      code: 'room-ended',
    })
    expect((await bench.call('POST', '/invites/exchange', { body: { secret: unused.secret } })).body.code).toBe(
      'room-ended',
    )
    const again = await bench.controlPlane.rooms.ensure({ room })
    expect((await bench.controlPlane.rooms.ensure({ room })).occurrence).toBe(again.occurrence)
    expect((await bench.grant(host)).body.code).toBe('room-ended')
    expect((await bench.grant(await bench.invite(room, 'host'))).body.status).toBe('granted')
    await bench.controlPlane.rooms.end({ room })
    await expect(bench.controlPlane.rooms.end({ room })).rejects.toMatchObject({ code: 'room-ended' })
    await expect(bench.controlPlane.rooms.end({ room: 'never-there' })).rejects.toMatchObject({
      code: 'room-not-found',
    })
  })
})

describe('invite', () => {
  const exchange = (body: object): ReturnType<ControlPlaneBench['call']> =>
    bench.call('POST', '/invites/exchange', { body })

  it('works once, also when many try at one moment', async () => {
    const room = await bench.room()
    const { secret, identity, fragment } = await bench.controlPlane.invites.create({ room, role: 'guest' })
    expect(parseInviteFragment(fragment)).toEqual({ room, invite: secret })
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange({ secret, room })))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(won[0]?.body).toEqual({
      session: expect.any(String),
      room,
      identity,
      role: 'guest',
      expiresAt: expect.any(Number),
    })
    expect(answers.filter(({ status, body }) => status === 410 && body.code === 'invite-used')).toHaveLength(9)
  })

  it('is stored as a hash only, and so is the session', async () => {
    const room = await bench.room()
    const { secret } = await bench.controlPlane.invites.create({ room, role: 'guest' })
    const { body } = await exchange({ secret })
    const rows = JSON.stringify([
      await bench.store.db.selectFrom('invite').selectAll().execute(),
      await bench.store.db.selectFrom('session').selectAll().execute(),
    ])
    expect(rows).not.toContain(secret)
    expect(rows).not.toContain(body.session)
  })

  it('is refused for another room and stays good for its own', async () => {
    const room = await bench.room()
    const { secret } = await bench.controlPlane.invites.create({ room, role: 'guest' })
    expect((await exchange({ secret, room: await bench.room() })).body.code).toBe('invite-invalid')
    expect((await exchange({ secret, room })).status).toBe(200)
  })

  it('is refused before its time, after it, when withdrawn, and when made up, each with its reason', async () => {
    const room = await bench.room()
    const hour = 3_600_000
    const early = await bench.controlPlane.invites.create({ room, role: 'guest', opensAt: Date.now() + hour })
    const late = await bench.controlPlane.invites.create({ room, role: 'guest' })
    await bench.store.db.updateTable('invite').set({ expires_at: sql<Date>`now()` }).where('id', '=', late.id).execute()
    const withdrawn = await bench.controlPlane.invites.create({ room, role: 'guest' })
    await bench.controlPlane.invites.revoke({ id: withdrawn.id })
    const answers = await Promise.all(
      [early.secret, late.secret, withdrawn.secret, 'made-up'].map((secret) => exchange({ secret })),
    )
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 4 }, () => [404, 'invite-invalid']),
    )
    expect(answers.map(({ body }) => body.detail)).toEqual([
      expect.stringContaining('not work yet'),
      expect.stringContaining('expired'),
      expect.stringContaining('withdrawn'),
      expect.stringContaining('does not exist'),
    ])
  })

  it('takes its session along when it is revoked; a session ends by itself, too', async () => {
    const room = await bench.room()
    const { id, secret } = await bench.controlPlane.invites.create({ room, role: 'guest' })
    const { body } = await exchange({ secret })
    const person = { session: body.session, identity: body.identity, room, controlPlane: bench.controlPlane }
    expect((await bench.grant(person)).status).toBe(200)
    await bench.controlPlane.invites.revoke({ id })
    expect((await bench.grant(person)).body.code).toBe('session-invalid')
    await expect(bench.controlPlane.invites.revoke({ id: 'invite_none' })).rejects.toMatchObject({
      code: 'invite-invalid',
    })
    await expect(bench.controlPlane.invites.revoke({ id, tenant: 'clinic-b' })).rejects.toMatchObject({
      code: 'invite-invalid',
    })
    const guest = await bench.invite(room, 'guest')
    await bench.store.db
      .updateTable('session')
      .set({ expires_at: sql<Date>`now()` })
      .where('identity', '=', guest.identity)
      .execute()
    expect((await bench.grant(guest)).body.code).toBe('session-invalid')
  })

  it('made in a room gives no more than its maker has', async () => {
    const controlPlane = bench.another({
      roles: { receptionist: ['join', 'skip-lobby', 'invite'], greeter: ['join', 'skip-lobby'] },
    })
    const room = await bench.room()
    const receptionist = await bench.invite(room, 'receptionist', { controlPlane })
    const make = async (body: object): Promise<unknown> => {
      const answer = await bench.call('POST', `/rooms/${room}/invites`, {
        session: receptionist.session,
        body,
        controlPlane,
      })
      return answer.status === 200 ? answer.status : answer.body.code
    }
    expect(await make({ role: 'host' })).toBe('forbidden')
    expect(await make({ role: 'guest' })).toBe('forbidden')
    expect(await make({ role: 'greeter', displayName: 'G' })).toBe(200)
    expect(await make({ role: 'nobody' })).toBe('invalid-argument')
    expect(await make({ role: 'greeter', identity: receptionist.identity })).toBe('bad-request')
    expect(await make({ role: 'greeter', expiresAt: 5 })).toBe('invalid-argument')
  })

  it('of a secret that changed works no more', async () => {
    const { secret } = await bench.controlPlane.invites.create({ room: await bench.room(), role: 'guest' })
    const other = bench.another({ secret: 'another-Zx81Qw7Lm02Kd93Nb47Vc56Tr' })
    expect((await bench.call('POST', '/invites/exchange', { body: { secret }, controlPlane: other })).body.code).toBe(
      'invite-invalid',
    )
  })
})

describe('in-process calls', () => {
  it.each([
    ['a short name', 'abc', 'room-name-invalid'],
    ['a long name', 'a'.repeat(65), 'room-name-invalid'],
    ['a name with a date', 'visit-1980-04-12', 'room-name-invalid'],
    ['a record number', 'mrn-44812', 'room-name-invalid'],
    ['a script', '<script>', 'room-name-invalid'],
  ])('refuse %s', async (_name, room, code) => {
    await expect(bench.controlPlane.rooms.ensure({ room })).rejects.toMatchObject({ code })
    expect((await bench.call('POST', `/rooms/${encodeURIComponent(room)}/end`)).body.code).toBe(code)
  })

  it('refuse arguments of every wrong kind', async () => {
    const room = await bench.room()
    const { create } = bench.controlPlane.invites
    await expect(create({ room: 'not-there', role: 'guest' })).rejects.toMatchObject({ code: 'room-not-found' })
    for (const wrong of [
      { role: 'king' },
      { role: 'guest', identity: 'a b' },
      { role: 'guest', displayName: 'x'.repeat(81) },
      { role: 'guest', tenant: '' },
      { role: 'guest', expiresAt: 1 },
      { role: 'guest', colour: 'red' },
      {},
    ]) {
      await expect(create({ room, ...wrong } as never)).rejects.toMatchObject({ code: 'invalid-argument' })
    }
    await expect(bench.controlPlane.rooms.ensure(null as never)).rejects.toMatchObject({ code: 'invalid-argument' })
  })
})
