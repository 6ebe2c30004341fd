import { randomUUID } from 'node:crypto'
import { defaultRoles } from '@televid/core/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ControlPlaneBench, openControlPlaneBench, type Person } from '../testing/control-plane-bench.ts'

const roles = ['host', 'guest', 'interpreter', 'observer', 'receptionist'] as const
type RoleName = (typeof roles)[number]
const places = ['own room', 'other room', 'other tenant'] as const

interface Row {
  /** Roles that the route answers in their own room; `everybody` needs no session at all. */
  readonly allowed: readonly RoleName[] | 'everybody' | 'own token' | 'signature'
  readonly status: number
  readonly path: (room: string, target: Person, invite: string) => string
  readonly body?: (room: string) => unknown
}

/** Who may do what. A route that is not here fails the test. */
const table: Readonly<Record<string, Row>> = {
  'GET /health': { allowed: 'everybody', status: 200, path: () => '/health' },
  'GET /metrics': { allowed: 'own token', status: 401, path: () => '/metrics' },
  'POST /webhooks/:provider': { allowed: 'signature', status: 403, path: () => '/webhooks/main', body: () => [] },
  'POST /invites/exchange': {
    allowed: 'everybody',
    status: 404,
    path: () => '/invites/exchange',
    body: () => ({ secret: 'none' }),
  },
  'POST /rooms/:room/grant': {
    allowed: roles,
    status: 200,
    path: (room) => `/rooms/${room}/grant`,
    body: (room) => ({ room, coreVersion: '0.1.0', providers: ['fake'], rejoin: false }),
  },
  'POST /rooms/:room/leave': { allowed: roles, status: 204, path: (room) => `/rooms/${room}/leave` },
  'POST /rooms/:room/invites': {
    allowed: ['host', 'receptionist'],
    status: 200,
    path: (room) => `/rooms/${room}/invites`,
    body: () => ({ role: 'observer' }),
  },
  'DELETE /rooms/:room/invites/:invite': {
    allowed: ['host', 'receptionist'],
    status: 204,
    path: (room, _target, invite) => `/rooms/${room}/invites/${invite}`,
  },
  'POST /rooms/:room/lobby/:identity': {
    allowed: ['host', 'receptionist'],
    status: 204,
    path: (room, target) => `/rooms/${room}/lobby/${target.identity}`,
    body: () => ({ action: 'admit' }),
  },
  'POST /rooms/:room/participants/:identity/remove': {
    allowed: ['host'],
    status: 204,
    path: (room, target) => `/rooms/${room}/participants/${target.identity}/remove`,
  },
  'GET /rooms/:room/participants': {
    allowed: ['host'],
    status: 200,
    path: (room) => `/rooms/${room}/participants`,
  },
  'POST /rooms/:room/participants/:identity/mute': {
    allowed: ['host'],
    status: 204,
    path: (room, target) => `/rooms/${room}/participants/${target.identity}/mute`,
    body: () => ({ source: 'microphone' }),
  },
  'POST /rooms/:room/participants/:identity/publish': {
    allowed: ['host'],
    status: 204,
    path: (room, target) => `/rooms/${room}/participants/${target.identity}/publish`,
    body: () => ({ allowed: false }),
  },
  'POST /rooms/:room/end': { allowed: ['host'], status: 204, path: (room) => `/rooms/${room}/end` },
  'GET /rooms/:room/channel': { allowed: roles, status: 200, path: (room) => `/rooms/${room}/channel` },
  // The channel takes no frames: whoever may open it learns that, the others do not get as far.
  'POST /rooms/:room/channel': {
    allowed: roles,
    status: 501,
    path: (room) => `/rooms/${room}/channel`,
    body: () => ({ client: 'c', id: 1, frame: 1 }),
  },
  'GET /providers/main/echo': { allowed: 'own token', status: 401, path: () => '/providers/main/echo' },
  'POST /providers/main/echo': {
    allowed: 'own token',
    status: 401,
    path: () => '/providers/main/echo',
    body: () => ({ client: 'c', id: 1, frame: 1 }),
  },
}

let bench: ControlPlaneBench
beforeAll(async () => {
  bench = await openControlPlaneBench({ roles: { receptionist: ['join', 'skip-lobby', 'admit', 'invite'] } })
})
afterAll(() => bench.close())

/** One request; the body of a stream is not read. */
async function request(
  method: string,
  path: string,
  session: string | null,
  body: unknown,
): Promise<{ status: number; code: unknown }> {
  const headers: Record<string, string> = session === null ? {} : { authorization: `Bearer ${session}` }
  const response = await bench.controlPlane.fetch(
    new Request(`http://visits.test/televid${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status: response.status, code: undefined }
  }
  const text = await response.text()
  return { status: response.status, code: text === '' ? undefined : JSON.parse(text).code }
}

/** A room with somebody waiting, an invite, and one admitted person who makes the request. */
async function scene(
  role: RoleName,
  tenant: string,
  name?: string,
): Promise<{ room: string; asking: Person; target: Person; invite: string }> {
  const room = await bench.room({ tenant, room: name ?? `r${randomUUID().replaceAll('-', '').slice(0, 12)}x` })
  const host = await bench.invite(room, 'host', { tenant })
  await bench.grant(host)
  const target = await bench.invite(room, 'guest', { tenant })
  await bench.grant(target)
  const asking = await bench.invite(room, role, { tenant })
  await bench.grant(asking)
  await bench.call('POST', `/rooms/${room}/lobby/${asking.identity}`, {
    session: host.session,
    body: { action: 'admit' },
  })
  const { id } = await bench.controlPlane.invites.create({ room, tenant, role: 'guest' })
  return { room, asking, target, invite: id }
}

/** Scenes that no request may change are made once. */
const untouched = new Map<string, ReturnType<typeof scene>>()
function untouchedScene(role: RoleName, of: string): ReturnType<typeof scene> {
  const made = untouched.get(`${role}/${of}`) ?? scene(role, 'default')
  untouched.set(`${role}/${of}`, made)
  return made
}

/** What a request that is refused must not have changed. */
async function stateOf(room: string, tenant: string): Promise<unknown> {
  const occurrence = await bench.store.db
    .selectFrom('occurrence')
    .selectAll()
    .where('room', '=', room)
    .where('tenant', '=', tenant)
    .execute()
  const people = await bench.store.db
    .selectFrom('admission')
    .selectAll()
    .where('occurrence', '=', occurrence[0]?.id ?? '')
    .orderBy('identity')
    .execute()
  const invites = await bench.store.db
    .selectFrom('invite')
    .selectAll()
    .where('occurrence', '=', occurrence[0]?.id ?? '')
    .orderBy('id')
    .execute()
  return { occurrence, people, invites }
}

it('has a row for every route, and no row without one', () => {
  const known = bench.controlPlane.routes.map(
    ({ method, path }) => `${method} ${path.replace(bench.controlPlane.basePath, '')}`,
  )
  expect([...new Set(known)].sort()).toEqual(Object.keys(table).sort())
})

describe.each(Object.entries(table))('%s', (key, row) => {
  const method = key.split(' ')[0] ?? ''

  it('asks for a session', async () => {
    const { room, target, invite } = await untouchedScene('host', 'theirs')
    const before = await stateOf(room, 'default')
    for (const session of [null, 'nonsense', `${target.session}x`]) {
      const { status, code } = await request(method, row.path(room, target, invite), session, row.body?.(room))
      if (row.allowed === 'everybody') expect(status).toBe(row.status)
      else if (row.allowed === 'signature') expect({ status, code }).toEqual({ status: 403, code: 'forbidden' })
      else expect({ status, code }).toEqual({ status: 401, code: 'session-invalid' })
    }
    expect(await stateOf(room, 'default')).toEqual(before)
  })

  it.each(roles.flatMap((role) => places.map((place) => [role, place] as const)))('%s, %s', async (role, place) => {
    const mine = place === 'other room' ? await untouchedScene(role, 'mine') : await scene(role, 'default')
    // Of the other tenant: a room that has the same name as the own one, too.
    const other =
      place === 'own room'
        ? mine
        : place === 'other room'
          ? await untouchedScene('host', 'theirs')
          : await scene('host', 'clinic-b', mine.room)
    const tenant = place === 'other tenant' ? 'clinic-b' : 'default'
    const before = await stateOf(other.room, tenant)
    const path = row.path(other.room, other.target, other.invite)
    const { status, code } = await request(method, path, mine.asking.session, row.body?.(other.room))
    if (row.allowed === 'everybody') return expect(status).toBe(row.status)
    if (row.allowed === 'signature') return expect({ status, code }).toEqual({ status: 403, code: 'forbidden' })
    if (row.allowed === 'own token') return expect({ status, code }).toEqual({ status: 401, code: 'session-invalid' })
    if (place === 'own room') {
      if (row.allowed.includes(role)) expect(status).toBe(row.status)
      else expect({ status, code }).toEqual({ status: 403, code: 'forbidden' })
    }
    if (place === 'other room') expect({ status, code }).toEqual({ status: 403, code: 'forbidden' })
    if (place !== 'own room') expect(await stateOf(other.room, tenant)).toEqual(before)
  })
})

it('lets nobody use a permission while they wait, after a refusal or after removal', async () => {
  const bench2 = bench.another({ roles: { helper: ['join', 'admit', 'invite', 'remove', 'end'] } })
  const room = await bench.room()
  const host = await bench.invite(room, 'host')
  const helper = await bench.invite(room, 'helper', { controlPlane: bench2 })
  expect((await bench.grant(helper)).body.status).toBe('waiting')
  const tries = async (): Promise<unknown[]> => {
    const codes = []
    for (const [path, body] of [
      ['invites', { role: 'observer' }],
      [`lobby/${helper.identity}`, { action: 'admit' }],
      [`participants/${host.identity}/remove`, undefined],
      ['end', undefined],
    ] as const) {
      codes.push(
        (await bench.call('POST', `/rooms/${room}/${path}`, { session: helper.session, body, controlPlane: bench2 }))
          .body?.code,
      )
    }
    return codes
  }
  expect(await tries()).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden'])
  await bench.call('POST', `/rooms/${room}/lobby/${helper.identity}`, {
    session: host.session,
    body: { action: 'refuse' },
  })
  expect(await tries()).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden'])
  await bench.call('POST', `/rooms/${room}/participants/${helper.identity}/remove`, { session: host.session })
  expect(await tries()).toEqual(['removed', 'removed', 'removed', 'removed'])
})

it('keeps the default roles as the contract has them', () => {
  expect(Object.keys(defaultRoles)).toEqual(['host', 'guest', 'interpreter', 'observer'])
})
