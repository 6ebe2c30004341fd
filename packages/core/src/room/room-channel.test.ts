import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChannelState } from '../protocol/channel-message.ts'
import { createTelevid } from '../televid.ts'
import { FakeAdapter } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'

const name = 'visit-7f3a91'
const state: ChannelState = {
  identity: 'self',
  role: 'guest',
  permissions: ['join', 'publish'],
  admission: 'admitted',
  roomEnded: false,
  waiting: [],
  members: [],
  recording: { active: false, since: null },
  compliance: null,
}

/** The server's end of the room channel. */
class FakeSocket {
  static last: FakeSocket | null = null
  readyState = 1
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: string }) => void) | null = null
  onclose: (() => void) | null = null
  #seq = 0

  constructor() {
    FakeSocket.last = this
    queueMicrotask(() => this.onopen?.())
  }

  says(type: 'snapshot' | 'update', change: Partial<ChannelState>): void {
    this.onmessage?.({ data: JSON.stringify({ type, seq: ++this.#seq, state: change }) })
  }

  send(): void {}
  close(): void {}
}

/** A control plane that answers every grant request with what `next` holds. */
function setUp() {
  const answers: unknown[] = []
  const posted: string[] = []
  vi.stubGlobal('location', { href: 'http://localhost/' })
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('fetch', async (url: string) => {
    posted.push(url.replace(`/televid/rooms/${name}/`, ''))
    return new Response(JSON.stringify(url.endsWith('/grant') ? answers.shift() : {}))
  })
  const channel = { url: `/televid/rooms/${name}/channel`, webSocket: true }
  const fake = new FakeAdapter()
  const clock = new FakeClock()
  const televid = createTelevid({ adapters: { fake: () => ({ adapter: fake.adapter }) }, grants: '/televid', clock })
  const room = televid.room(name, { session: 'session-token' })
  const grant = () => answers.push({ status: 'granted', grant: fakeGrant({ role: 'guest' }), channel })
  const wait = () => answers.push({ status: 'waiting', channel })
  const socket = async () => {
    await vi.waitFor(() => expect(FakeSocket.last?.onmessage).toBeTruthy())
    return FakeSocket.last as FakeSocket
  }
  return { fake, clock, room, grant, wait, socket, posted }
}

beforeEach(() => {
  FakeSocket.last = null
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the lobby', () => {
  it('waits without a limit, asks again when admitted, and has not asked the provider before', async () => {
    const { clock, fake, grant, posted, room, socket, wait } = setUp()
    wait()
    grant()
    const joined = room.join({ timeoutMs: 5000 })
    const channel = await socket()
    channel.says('snapshot', { ...state, admission: 'waiting' })
    expect(room.snapshot.connection.state).toBe('waiting')
    clock.advance(3_600_000)
    expect(fake.joins).toBe(0)
    channel.says('update', { admission: 'admitted' })
    await joined
    expect(room.snapshot.connection.state).toBe('connected')
    expect(posted.filter((path) => path === 'grant')).toHaveLength(2)
    await room.leave()
    expect(posted).toContain('leave')
  })

  it('rejects with the word of the host', async () => {
    const { fake, room, socket, wait } = setUp()
    wait()
    const joined = room.join().catch((error: unknown) => error)
    const channel = await socket()
    channel.says('snapshot', { ...state, admission: 'waiting' })
    channel.says('update', { admission: 'refused' })
    expect(await joined).toMatchObject({ code: 'refused' })
    expect(fake.joins).toBe(0)
  })
})

describe('the end of a session that the vendor does not explain', () => {
  async function connected() {
    const set = setUp()
    set.grant()
    await set.room.join()
    const channel = await set.socket()
    channel.says('snapshot', state)
    return { ...set, channel }
  }

  it('has the reason that the room channel gives a moment later', async () => {
    const { channel, fake, room } = await connected()
    fake.endsSession('unknown', null)
    expect(room.snapshot.connection.state).toBe('connected')
    channel.says('update', { admission: 'removed' })
    expect(room.snapshot.connection).toMatchObject({ state: 'disconnected', reason: { unified: 'removed' } })
  })

  it('is unknown when the room channel says nothing for a second', async () => {
    const { clock, fake, room } = await connected()
    fake.endsSession('unknown', null)
    clock.advance(1000)
    expect(room.snapshot.connection).toMatchObject({ state: 'disconnected', reason: { unified: 'unknown' } })
  })

  it('is not waited for when the vendor knows', async () => {
    const { fake, room } = await connected()
    fake.endsSession('room-ended')
    expect(room.snapshot.connection.reason?.unified).toBe('room-ended')
  })

  it('comes from the room channel alone too, and frees the vendor', async () => {
    const { channel, fake, room } = await connected()
    channel.says('update', { roomEnded: true })
    expect(room.snapshot.connection.reason?.unified).toBe('room-ended')
    await vi.waitFor(() => expect(fake.left).toBe(1))
  })
})

it('gives people the roles the control plane knows, and oneself the permissions', async () => {
  const { fake, grant, room, socket } = setUp()
  grant()
  await room.join()
  fake.remoteJoins('ana')
  const channel = await socket()
  channel.says('snapshot', {
    ...state,
    role: 'host',
    permissions: ['join', 'admit'],
    members: [{ identity: 'ana', role: 'interpreter' }],
  })
  expect(room.participants[0]?.role).toBe('interpreter')
  expect(room.snapshot.self).toMatchObject({ role: 'host', permissions: ['join', 'admit'] })
})
