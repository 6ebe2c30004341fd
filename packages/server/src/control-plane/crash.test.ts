import { openServerStream } from '@televid/core/adapter'
import {
  type ChannelMessage,
  type ChannelState,
  type GrantResponse,
  type InviteExchange,
  type JoinGrant,
  type Problem,
  parseChannelMessage,
} from '@televid/core/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { newPgliteFolder } from '../../../../tests/services/pglite/index.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../../../../tests/services/postgres/index.ts'
import type { StoreLocation } from '../store/open-store.ts'
import { type ControlPlaneProcess, startControlPlaneProcess } from '../testing/start-control-plane-process.ts'

const postgres = await findPostgres()
let database: PostgresServer | null = null
const cleanups: (() => Promise<unknown> | unknown)[] = []
beforeAll(async () => {
  vi.stubGlobal('WebSocket', WebSocket)
  if (postgres.found) database = await startPostgres(postgres)
  else process.stderr.write(`PostgreSQL tests skipped: ${postgres.reason}\n`)
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})
afterAll(async () => {
  await database?.stop()
  vi.unstubAllGlobals()
})

async function start(
  store: StoreLocation,
  options: { port?: number; provider?: string } = {},
): Promise<ControlPlaneProcess> {
  const started = await startControlPlaneProcess(store, options)
  cleanups.push(started.kill)
  return started
}

async function newFolder(): Promise<StoreLocation> {
  const { folder, remove } = await newPgliteFolder()
  cleanups.push(remove)
  return { folder }
}

type Guest = InviteExchange

/** Whichever of the three it was. */
interface GrantAnswer {
  readonly status: GrantResponse['status'] | number
  readonly code?: Problem['code']
  readonly grant?: JoinGrant
}

async function send(
  server: ControlPlaneProcess,
  method: string,
  path: string,
  session?: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

async function enter(server: ControlPlaneProcess, room: string, role: string, identity: string): Promise<Guest> {
  const { secret } = await server.invite({ room, role, identity })
  return (await send(server, 'POST', '/invites/exchange', undefined, { secret })).body as Guest
}

async function grant(server: ControlPlaneProcess, { room, session }: Guest): Promise<GrantAnswer> {
  return (
    await send(server, 'POST', `/rooms/${room}/grant`, session, {
      room,
      coreVersion: '0.1.0',
      providers: ['one', 'two'],
      rejoin: true,
    })
  ).body as GrantAnswer
}

function watch(
  server: ControlPlaneProcess,
  { room, session }: Guest,
): { states: string[]; state: () => Partial<ChannelState>; refusals: string[] } {
  const messages: ChannelMessage[] = []
  const states: string[] = []
  const refusals: string[] = []
  const abort = new AbortController()
  cleanups.push(() => abort.abort())
  openServerStream({
    endpoint: { url: `${server.url}/rooms/${room}/channel`, webSocket: true },
    token: () => session,
    onFrame: (frame) => messages.push(parseChannelMessage(frame) as ChannelMessage),
    onState: (state) => states.push(state),
    onRefused: ({ code }) => refusals.push(code),
    signal: abort.signal,
  })
  return {
    states,
    refusals,
    state: () => Object.assign({}, ...messages.map(({ state }) => state)) as Partial<ChannelState>,
  }
}

const patient = { timeout: 25_000, interval: 50 }

/** A host in the call, one guest waiting, one removed. */
async function scene(server: ControlPlaneProcess): Promise<{ host: Guest; waiting: Guest; removed: Guest }> {
  const room = 'visit-7f3a91'
  await server.ensure({ room })
  const host = await enter(server, room, 'host', 'host-1')
  const waiting = await enter(server, room, 'guest', 'guest-1')
  const removed = await enter(server, room, 'guest', 'guest-2')
  for (const person of [host, waiting, removed]) await grant(server, person)
  await send(server, 'POST', `/rooms/${room}/lobby/guest-2`, host.session, { action: 'admit' })
  return { host, waiting, removed }
}

describe('kill -9 of a control plane on PGlite', () => {
  it('keeps the guest waiting, the removed out and the call where it is', { timeout: 120_000 }, async () => {
    const store = await newFolder()
    const first = await start(store)
    const { host, waiting, removed } = await scene(first)
    const channel = watch(first, waiting)
    await vi.waitFor(() => expect(channel.state().admission).toBe('waiting'), patient)
    const before = (await grant(first, host)).grant?.credentials
    expect((await send(first, 'POST', `/rooms/${host.room}/participants/guest-2/remove`, host.session)).status).toBe(
      204,
    )
    await first.kill()

    // The new process is configured for another provider: the room stays where it is.
    const second = await start(store, { port: first.port, provider: 'two' })
    expect(await grant(second, waiting)).toMatchObject({ status: 'waiting' })
    expect(await grant(second, removed)).toMatchObject({ code: 'removed' })
    expect(await grant(second, host)).toMatchObject({ grant: { provider: 'one', credentials: before } })
    const refused = watch(second, removed)
    await vi.waitFor(() => expect(refused.refusals).toEqual(['removed']), patient)
    await vi.waitFor(() => expect(channel.states).toEqual(['open', 'lost', 'open']), patient)
    await send(second, 'POST', `/rooms/${host.room}/lobby/guest-1`, host.session, { action: 'admit' })
    await vi.waitFor(() => expect(channel.state().admission).toBe('admitted'), patient)
    expect(await grant(second, waiting)).toMatchObject({ status: 'granted' })
  })

  it('loses nothing that was acknowledged', { timeout: 180_000 }, async () => {
    const store = await newFolder()
    let server = await start(store)
    const { host } = await scene(server)
    const acknowledged: string[] = []
    for (let round = 0; round < 3; round += 1) {
      let killed = false
      const goal = acknowledged.length + 15
      const writers = Array.from({ length: 4 }, async () => {
        while (!killed) {
          const answer = await send(server, 'POST', `/rooms/${host.room}/invites`, host.session, {
            role: 'guest',
          }).catch(() => null)
          if (answer?.status === 200) acknowledged.push((answer.body as { id: string }).id)
          // The server's own limit per session.
          else if (answer?.status === 429) await new Promise((resolve) => setTimeout(resolve, 100))
          else if (answer !== null) throw new Error(`status ${answer.status}`)
        }
      })
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(goal), patient)
      const gone = server.kill()
      killed = true
      await Promise.all([gone, ...writers])
      server = await start(store)
    }
    const missing: string[] = []
    for (const id of acknowledged) {
      let answer = await send(server, 'DELETE', `/rooms/${host.room}/invites/${id}`, host.session)
      while (answer.status === 429) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        answer = await send(server, 'DELETE', `/rooms/${host.room}/invites/${id}`, host.session)
      }
      if (answer.status !== 204) missing.push(id)
    }
    expect(acknowledged.length).toBeGreaterThan(45)
    expect(missing).toEqual([])
  })

  it('lets no second process into the folder', { timeout: 60_000 }, async () => {
    const store = await newFolder()
    await start(store)
    await expect(start(store)).rejects.toMatchObject({
      code: 'invalid-state',
      message: expect.stringContaining('DATABASE_URL'),
    })
  })
})

describe.runIf(postgres.found)('two control planes on one PostgreSQL', () => {
  it('serve one room, and one goes on when the other is killed', { timeout: 120_000 }, async () => {
    const store = { url: await (database as PostgresServer).createDatabase() }
    // Both at once on an empty database: the migrations run once.
    const [one, two] = await Promise.all([start(store, { provider: 'one' }), start(store, { provider: 'two' })])
    const { host, waiting, removed } = await scene(one)
    const forWaiting = watch(two, waiting)
    const forHost = watch(one, host)
    await vi.waitFor(() => expect(forWaiting.state().admission).toBe('waiting'), patient)
    await vi.waitFor(() => expect(forHost.state().waiting).toHaveLength(1), patient)
    expect((await grant(two, host)).grant?.provider).toBe('one')
    expect((await send(two, 'POST', `/rooms/${host.room}/participants/guest-2/remove`, host.session)).status).toBe(204)
    await vi.waitFor(() => expect(forHost.state().members).toHaveLength(1), patient)
    await one.kill()
    expect(await grant(two, removed)).toMatchObject({ code: 'removed' })
    expect(await grant(two, waiting)).toMatchObject({ status: 'waiting' })
    const back = await start(store, { port: one.port, provider: 'two' })
    await vi.waitFor(() => expect(forHost.states.at(-1)).toBe('open'), patient)
    await send(back, 'POST', `/rooms/${host.room}/lobby/guest-1`, host.session, { action: 'admit' })
    await vi.waitFor(() => expect(forWaiting.state().admission).toBe('admitted'), patient)
    await vi.waitFor(() => expect(forHost.state().members).toHaveLength(2), patient)
    expect(forWaiting.states).toEqual(['open'])
  })

  it('pin a room once when both get its first grants at one moment', { timeout: 120_000 }, async () => {
    const store = { url: await (database as PostgresServer).createDatabase() }
    const planes = await Promise.all([start(store, { provider: 'one' }), start(store, { provider: 'two' })])
    for (let round = 0; round < 5; round += 1) {
      const room = `visit-${round}abc`
      await planes[0].ensure({ room, lobby: false })
      const people = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          enter(planes[index % 2 === 0 ? 0 : 1], room, 'guest', `guest-${index}`),
        ),
      )
      const grants = await Promise.all(people.map((person, index) => grant(planes[index % 2 === 0 ? 0 : 1], person)))
      expect(grants.every(({ status }) => status === 'granted')).toBe(true)
      expect(new Set(grants.map((answer) => answer.grant?.provider)).size).toBe(1)
    }
  })

  it('exchange an invite once', { timeout: 120_000 }, async () => {
    const store = { url: await (database as PostgresServer).createDatabase() }
    const planes = await Promise.all([start(store), start(store)])
    await planes[0].ensure({ room: 'visit-1abc' })
    const { secret } = await planes[0].invite({ room: 'visit-1abc', role: 'guest' })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        send(planes[index % 2 === 0 ? 0 : 1], 'POST', '/invites/exchange', undefined, { secret }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})
