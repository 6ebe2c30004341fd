import { openServerStream } from '@televid/core/adapter'
import { type ChannelMessage, type ChannelState, parseChannelMessage, type TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type RunningServer, serve } from '../node/serve.ts'
import { type ControlPlaneBench, openControlPlaneBench, type Person } from '../testing/control-plane-bench.ts'

let bench: ControlPlaneBench
let servers: readonly [RunningServer, RunningServer]
beforeAll(async () => {
  vi.stubGlobal('WebSocket', WebSocket)
  bench = await openControlPlaneBench()
  // Two control planes on one store stand for two processes.
  servers = [await serve(bench.controlPlane, { port: 0 }), await serve(bench.another(), { port: 0 })]
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await bench.close()
  vi.unstubAllGlobals()
})
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

interface Channel {
  readonly messages: ChannelMessage[]
  readonly refusals: TelevidError[]
  /** Everything heard so far, put together. */
  state(): Partial<ChannelState>
  close(): void
}

function channel(person: Person, server = servers[0]): Channel {
  const messages: ChannelMessage[] = []
  const refusals: TelevidError[] = []
  const abort = new AbortController()
  ends.push(() => abort.abort())
  openServerStream({
    endpoint: { url: `${server.url}/televid/rooms/${person.room}/channel`, webSocket: true },
    token: () => person.session,
    onFrame: (frame) => {
      const message = parseChannelMessage(frame)
      if (message === null) throw new Error('a frame that is no channel message')
      messages.push(message)
    },
    onState: () => {},
    onRefused: (error) => refusals.push(error),
    signal: abort.signal,
  })
  return {
    messages,
    refusals,
    state: () =>
      // A snapshot has every field.
      Object.assign({}, ...messages.map(({ state }) => state)) as Partial<ChannelState>,
    close: () => abort.abort(),
  }
}

const post = (person: Person, path: string, body?: unknown): Promise<unknown> =>
  bench.call('POST', `/rooms/${person.room}/${path}`, { session: person.session, body })

async function enter(room: string, role: string): Promise<Person> {
  const person = await bench.invite(room, role)
  await bench.grant(person)
  return person
}

describe('room channel', () => {
  it('begins with a snapshot of what this person may see', async () => {
    const room = await bench.room()
    const host = await enter(room, 'host')
    const guest = await enter(room, 'guest')
    const [forHost, forGuest] = [channel(host), channel(guest)]
    await vi.waitFor(() => expect(forHost.messages.length + forGuest.messages.length).toBe(2))
    expect(forHost.messages[0]).toEqual({
      type: 'snapshot',
      seq: expect.any(Number),
      state: {
        identity: host.identity,
        role: 'host',
        permissions: expect.arrayContaining(['admit']),
        admission: 'admitted',
        roomEnded: false,
        waiting: [{ identity: guest.identity, role: 'guest', since: expect.any(Number) }],
        members: [{ identity: host.identity, role: 'host' }],
        recording: { active: false, since: null },
        compliance: expect.objectContaining({ verdict: 'not-evaluated' }),
      },
    })
    expect(forGuest.messages[0]?.state).toMatchObject({ admission: 'waiting', waiting: [], members: [] })
  })

  it('tells each of an admission what concerns them, across two processes', async () => {
    const room = await bench.room()
    const host = await enter(room, 'host')
    const forHost = channel(host, servers[1])
    await vi.waitFor(() => expect(forHost.messages).toHaveLength(1))
    const guest = await enter(room, 'guest')
    await vi.waitFor(() => expect(forHost.state().waiting).toHaveLength(1))
    const forGuest = channel(guest, servers[0])
    await vi.waitFor(() => expect(forGuest.state().admission).toBe('waiting'))
    await post(host, `lobby/${guest.identity}`, { action: 'admit' })
    await vi.waitFor(() =>
      expect(forGuest.state()).toMatchObject({ admission: 'admitted', members: [{}, { identity: guest.identity }] }),
    )
    await vi.waitFor(() =>
      expect(forHost.state()).toMatchObject({ waiting: [], members: [{}, { identity: guest.identity }] }),
    )
    expect(forHost.messages.slice(1).every(({ type }) => type === 'update')).toBe(true)
    await post(guest, 'leave')
    await vi.waitFor(() => expect(forHost.state().members).toHaveLength(1))
  })

  it('says nothing to a guest of who waits', async () => {
    const room = await bench.room()
    const host = await enter(room, 'host')
    const guest = await enter(room, 'guest')
    await post(host, `lobby/${guest.identity}`, { action: 'admit' })
    const [forHost, forGuest] = [channel(host), channel(guest)]
    await vi.waitFor(() => expect(forGuest.messages).toHaveLength(1))
    const late = await enter(room, 'guest')
    await vi.waitFor(() => expect(forHost.state().waiting).toHaveLength(1))
    // The next thing the guest hears comes after the arrival, and nothing came before it.
    await post(host, `lobby/${late.identity}`, { action: 'admit' })
    await vi.waitFor(() => expect(forGuest.state().members).toHaveLength(3))
    expect(JSON.stringify(forGuest.messages)).not.toContain('"waiting":[{')
    expect(forGuest.messages).toHaveLength(2)
  })

  it('resumes with what was missed, or with nothing when nothing was', async () => {
    const room = await bench.room()
    const host = await enter(room, 'host')
    const listen = vi.spyOn(bench.store, 'listen')
    /** Types of what comes after `after`, until somebody arrives; and the last sequence number. */
    const read = async (after: number | null): Promise<{ types: string[]; seq: number }> => {
      listen.mockClear()
      const messages: ChannelMessage[] = []
      const url = `http://visits.test/televid/rooms/${room}/channel${after === null ? '' : `?after=${after}`}`
      // A control plane that does not watch the room yet.
      const response = await bench
        .another()
        .fetch(new Request(url, { headers: { authorization: `Bearer ${host.session}` } }))
      // The room is read right after the channel began to listen, and the store answers in order: what happens from here
      // on comes after the first view.
      await vi.waitFor(() => expect(listen).toHaveBeenCalled())
      await enter(room, 'guest')
      const reader = response.body?.getReader()
      while (!messages.some(({ type }) => type === 'update')) {
        const part = await reader?.read()
        for (const line of new TextDecoder().decode(part?.value).split('\n')) {
          const message = line.startsWith('data: ') ? parseChannelMessage(JSON.parse(line.slice(6))) : null
          if (message !== null) messages.push(message)
        }
      }
      await reader?.cancel()
      return { types: messages.map(({ type }) => type), seq: messages.at(-1)?.seq ?? 0 }
    }
    const first = await read(null)
    expect(first.types).toEqual(['snapshot', 'update'])
    expect((await read(first.seq)).types).toEqual(['update'])
    // Somebody arrived since: a snapshot says it all.
    expect((await read(first.seq)).types).toEqual(['snapshot', 'update'])
    listen.mockRestore()
  })

  it('tells the removed, then refuses them, also when they come back', async () => {
    const room = await bench.room({ lobby: false })
    const host = await enter(room, 'host')
    const guest = await enter(room, 'guest')
    const forGuest = channel(guest)
    const forHost = channel(host)
    await vi.waitFor(() => expect(forGuest.messages.length + forHost.messages.length).toBe(2))
    await post(host, `participants/${guest.identity}/remove`)
    await vi.waitFor(() => expect(forGuest.refusals).toMatchObject([{ code: 'removed' }]))
    expect(forGuest.state()).toMatchObject({ admission: 'removed', members: [] })
    await vi.waitFor(() => expect(forHost.state().members).toHaveLength(1))
    const again = channel(guest)
    await vi.waitFor(() => expect(again.refusals).toMatchObject([{ code: 'removed' }]))
  })

  it('tells everybody of the end, then closes', async () => {
    const room = await bench.room({ lobby: false })
    const host = await enter(room, 'host')
    const guest = await enter(room, 'guest')
    const channels = [channel(host, servers[0]), channel(guest, servers[1])]
    await vi.waitFor(() => expect(channels.every(({ messages }) => messages.length === 1)).toBe(true))
    await post(host, 'end')
    for (const { refusals, state } of channels) {
      await vi.waitFor(() => expect(refusals).toMatchObject([{ code: 'room-ended' }]))
      expect(state().roomEnded).toBe(true)
    }
  })

  it('ends with its session', async () => {
    const room = await bench.room({ lobby: false })
    const { id, secret } = await bench.controlPlane.invites.create({ room, role: 'guest' })
    const { body } = await bench.call('POST', '/invites/exchange', { body: { secret } })
    const guest = { session: body.session, identity: body.identity, room, controlPlane: bench.controlPlane }
    await bench.grant(guest)
    const revoked = channel(guest, servers[1])
    await vi.waitFor(() => expect(revoked.messages).toHaveLength(1))
    await bench.controlPlane.invites.revoke({ id })
    await vi.waitFor(() => expect(revoked.refusals).toMatchObject([{ code: 'session-invalid' }]))

    const short = await enter(room, 'guest')
    await bench.store.db
      .updateTable('session')
      .set({ expires_at: sql<Date>`now() + interval '1500 milliseconds'` })
      .where('identity', '=', short.identity)
      .execute()
    const expired = channel(short)
    await vi.waitFor(() => expect(expired.refusals).toMatchObject([{ code: 'session-invalid' }]), 10_000)
  })

  it('asks for a grant first', async () => {
    const early = channel(await bench.invite(await bench.room(), 'guest'))
    await vi.waitFor(() => expect(early.refusals).toMatchObject([{ code: 'invalid-state' }]))
  })

  it('comes to the same state for everybody however fast the room changes', async () => {
    const room = await bench.room()
    const host = await enter(room, 'host')
    const channels = [channel(host, servers[0]), channel(host, servers[1])]
    await vi.waitFor(() => expect(channels.every(({ messages }) => messages.length === 1)).toBe(true))
    const guests = await Promise.all(Array.from({ length: 8 }, () => enter(room, 'guest')))
    await Promise.all(
      guests.map((guest, index) =>
        post(host, `lobby/${guest.identity}`, { action: index % 2 === 0 ? 'admit' : 'refuse' }),
      ),
    )
    for (const { state } of channels) {
      await vi.waitFor(() => expect(state()).toMatchObject({ waiting: [] }))
      await vi.waitFor(() => expect(state().members).toHaveLength(5))
    }
    for (const { messages } of channels)
      expect(messages.map(({ seq }) => seq)).toEqual([...new Set(messages.map(({ seq }) => seq))].sort((a, b) => a - b))
  })
})
