import { afterEach, describe, expect, it, vi } from 'vitest'
import { TelevidError } from '../error/televid-error.ts'
import { createTelevid } from '../televid.ts'
import { FakeAdapter, type FakeAdapterOptions } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'
import type { RoomOptions } from './room-options.ts'

const name = 'visit-7f3a91'

function setUp(options: FakeAdapterOptions & { readonly room?: RoomOptions; readonly grant?: () => unknown } = {}) {
  const fake = new FakeAdapter(options)
  const clock = new FakeClock()
  const grants = vi.fn(async () => (options.grant?.() ?? fakeGrant()) as never)
  const televid = createTelevid({ adapters: { fake: () => ({ adapter: fake.adapter }) }, grants, clock })
  const room = televid.room(name, options.room)
  const log: string[] = []
  room.on('connectionChanged', ({ state }) => log.push(state))
  room.on('participantJoined', (participant) => log.push(`joined ${participant.identity}`))
  room.on('participantLeft', (participant, reason) => log.push(`left ${participant.identity} ${reason.unified}`))
  return { fake, clock, grants, televid, room, log }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (TelevidError.isInstance(error) ? error.code : String(error)),
  )

afterEach(() => {
  vi.restoreAllMocks()
})

describe('join', () => {
  it('resolves connected, with everybody present announced as initial', async () => {
    const { fake, room, log } = setUp()
    fake.remoteJoins('ana')
    const seen: (boolean | number)[] = []
    room.on('participantJoined', ({ initial }) => seen.push(initial, room.snapshot.participants.length))
    await room.join()
    expect(log).toEqual(['joining', 'connected', 'joined ana'])
    expect(seen).toEqual([true, 1])
    fake.remoteJoins('ben')
    expect(seen).toEqual([true, 1, false, 2])
  })

  it('tells the own identity, name and role from the grant', async () => {
    const { room } = setUp({ grant: () => fakeGrant({ identity: 'me', displayName: 'Dr. Ada', role: 'host' }) })
    expect(room.snapshot.self).toMatchObject({ identity: null, displayName: undefined, role: null })
    await room.join()
    expect(room.snapshot.self).toMatchObject({ identity: 'me', displayName: 'Dr. Ada', role: 'host' })
  })

  it('joins once however often it is called', async () => {
    const { fake, grants, room } = setUp()
    const first = room.join()
    expect(room.join()).toBe(first)
    await first
    await room.join()
    expect(fake.joins).toBe(1)
    expect(grants).toHaveBeenCalledTimes(1)
  })

  it('survives a double mount: join, leave, join', async () => {
    const { fake, room } = setUp()
    const first = codeOf(room.join())
    const left = room.leave()
    await room.join()
    expect(await first).toBe('aborted')
    await left
    expect(room.snapshot.connection.state).toBe('connected')
    expect(fake.joins - fake.left).toBe(1)
  })

  it('survives a mount whose signal is aborted before the next join', async () => {
    const { fake, room } = setUp()
    const mount = new AbortController()
    const first = codeOf(room.join({ signal: mount.signal }))
    mount.abort()
    await room.join()
    expect(await first).toBe('aborted')
    expect(room.snapshot.connection.state).toBe('connected')
    expect(fake.joins - fake.left).toBe(1)
  })

  it.each(['grant', 'vendor'] as const)('is not ended by an earlier join given up at the %s', async (moment) => {
    const { fake, grants, room } = setUp({ join: moment === 'vendor' ? 'manual' : 'accept' })
    if (moment === 'grant') grants.mockImplementationOnce(() => new Promise(() => {}))
    const mount = new AbortController()
    const first = codeOf(room.join({ signal: mount.signal }))
    await vi.waitFor(() => expect(moment === 'grant' ? grants.mock.calls.length : fake.joins).toBe(1))
    mount.abort()
    const second = room.join()
    fake.acceptJoin()
    expect(await first).toBe('aborted')
    if (moment === 'vendor') await vi.waitFor(() => expect(fake.joins).toBe(2))
    fake.acceptJoin()
    await second
    expect(room.snapshot.connection.state).toBe('connected')
  })

  it('leaves a session that arrives after the abort', async () => {
    const { fake, room } = setUp({ join: 'manual' })
    const controller = new AbortController()
    const joined = codeOf(room.join({ signal: controller.signal }))
    await vi.waitFor(() => expect(fake.joins).toBe(1))
    controller.abort()
    fake.acceptJoin()
    expect(await joined).toBe('aborted')
    await room.leave()
    expect(fake.left).toBe(1)
    expect(room.snapshot.connection).toMatchObject({ state: 'disconnected', reason: { unified: 'left' } })
  })

  it('times out, and says so', async () => {
    const { clock, fake, room } = setUp({ join: 'manual' })
    const joined = codeOf(room.join({ timeoutMs: 5000 }))
    await vi.waitFor(() => expect(fake.joins).toBe(1))
    clock.advance(5000)
    fake.acceptJoin()
    expect(await joined).toBe('timeout')
    expect(fake.left).toBe(1)
  })

  it.each(['timeout', 'aborted', 'left'] as const)('does not wait for a vendor that hangs (%s)', async (how) => {
    const { clock, fake, room } = setUp({ join: 'manual' })
    const controller = new AbortController()
    const joined = codeOf(room.join({ timeoutMs: 5000, signal: controller.signal }))
    await vi.waitFor(() => expect(fake.joins).toBe(1))
    if (how === 'timeout') clock.advance(5000)
    else if (how === 'aborted') controller.abort()
    const settled = vi.fn()
    void Promise.all([joined, how === 'left' && room.leave()]).then(settled)
    await vi.waitFor(() => {
      clock.advance(100)
      expect(settled).toHaveBeenCalled()
    })
    expect(await joined).toBe(how === 'left' ? 'aborted' : how)
    expect(fake.left).toBe(0)
    // Whenever it comes, the session does not stay.
    fake.acceptJoin()
    await vi.waitFor(() => expect(fake.left).toBe(1))
  })

  it('asks for a new grant for a rejoin, and says that it is one', async () => {
    const { grants, room } = setUp()
    await room.join()
    await room.leave()
    await room.join()
    expect(grants.mock.calls.map((call: unknown[]) => (call[0] as { rejoin: boolean }).rejoin)).toEqual([false, true])
  })

  it('gives ids of people in a second join that were not used in the first', async () => {
    const { fake, room } = setUp()
    const remote = fake.remoteJoins('ana')
    await room.join()
    const first = room.participants[0]?.id
    await room.leave()
    await room.join()
    expect(room.participants[0]?.identity).toBe(remote.identity)
    expect(room.participants[0]?.id).not.toBe(first)
  })

  it.each([
    ['a grant that is no object', () => 'garbage', 'grant-invalid'],
    ['a grant for another room', () => fakeGrant({ room: 'visit-other' }), 'grant-invalid'],
    ['an expired grant', () => fakeGrant({ expiresAt: 1 }), 'grant-expired'],
    ['an unknown provider', () => fakeGrant({ provider: 'acme' }), 'unknown-provider'],
    ['a provider named like a built-in', () => fakeGrant({ provider: 'toString' }), 'unknown-provider'],
  ])('refuses %s', async (_, grant, code) => {
    const { fake, room } = setUp({ grant })
    expect(await codeOf(room.join())).toBe(code)
    expect(fake.joins).toBe(0)
    expect(room.snapshot.connection.state).toBe('disconnected')
  })

  it('turns a vendor failure into a typed error with its cause', async () => {
    const { fake, room } = setUp()
    const cause = new Error('53000')
    fake.failNext('join', cause)
    await expect(room.join()).rejects.toMatchObject({ code: 'vendor', cause, provider: 'fake' })
  })

  it('goes on without a roster after 5 s', async () => {
    const { clock, fake, room } = setUp({ join: 'manual' })
    const joined = room.join()
    await vi.waitFor(() => expect(fake.joins).toBe(1))
    // The contract's bound is kept by core whatever the adapter does: here the sink is silent.
    const silent = vi.spyOn(fake, 'report').mockImplementation(() => {})
    fake.acceptJoin()
    await vi.waitFor(() => expect(room.capabilities).not.toBeNull())
    clock.advance(5000)
    await joined
    silent.mockRestore()
  })
})

describe('while connected', () => {
  it('keeps participant and track objects over a reconnect', async () => {
    const { fake, room } = setUp()
    await room.join()
    const remote = fake.remoteJoins('ana')
    remote.publishes('camera', { id: 'picture' } as MediaStreamTrack)
    const [before] = room.participants
    fake.dropsConnection()
    fake.restoresConnection()
    expect(room.participants[0]).toBe(before)
    expect(room.participants[0]?.tracks[0]).toBe(before?.tracks[0])
  })

  it('lets people who are away leave after 15 s', async () => {
    const { clock, fake, room, log } = setUp()
    await room.join()
    fake.remoteJoins('ana')
    fake.dropsConnection()
    fake.restoresConnection([])
    expect(room.participants[0]?.presence).toBe('away')
    clock.advance(14_999)
    expect(room.participants).toHaveLength(1)
    clock.advance(1)
    expect(room.participants).toHaveLength(0)
    expect(log.at(-1)).toBe('left ana connection-lost')
  })

  it('lets them leave also when the timer fires early by the clock', async () => {
    const { clock, fake, room } = setUp()
    await room.join()
    fake.remoteJoins('ana')
    fake.dropsConnection()
    fake.restoresConnection([])
    const now = clock.now.bind(clock)
    vi.spyOn(clock, 'now').mockImplementation(() => now() - 2)
    clock.advance(15_000)
    expect(room.participants).toHaveLength(1)
    clock.advance(2)
    expect(room.participants).toHaveLength(0)
  })

  it('is not hurt by a listener that throws', async () => {
    const { fake, room, log } = setUp()
    const shown = vi.spyOn(console, 'error').mockImplementation(() => {})
    room.on('participantJoined', () => {
      throw new Error('bug of the app')
    })
    await room.join()
    fake.remoteJoins('ana')
    room.on('participantJoined', ({ identity }) => log.push(`later ${identity}`))
    fake.remoteJoins('ben')
    expect(log.slice(-2)).toEqual(['joined ben', 'later ben'])
    expect(shown).toHaveBeenCalledTimes(2)
  })

  it('delivers every event of a change before those a listener causes', async () => {
    const { fake, room, log } = setUp()
    await room.join()
    room.once('participantJoined', () => void fake.remoteJoins('ben'))
    room.on('participantJoined', ({ identity }) => log.push(`second ${identity}`))
    fake.remoteJoins('ana')
    expect(log.slice(2)).toEqual(['joined ana', 'second ana', 'joined ben', 'second ben'])
  })

  it('sends messages to everybody or to one, and gives back what arrives', async () => {
    const { fake, room } = setUp()
    await room.join()
    const ana = fake.remoteJoins('ana')
    const received: unknown[] = []
    room.on('messageReceived', ({ participant, topic, payload }) =>
      received.push([participant.identity, topic, payload]),
    )
    await room.messages.send({ text: 'grüezi' }, { topic: 'chat', to: [...room.participants] })
    const [sent] = fake.sent
    expect(sent?.to).toEqual([ana.key])
    if (sent !== undefined) ana.sends(sent.packet)
    expect(received).toEqual([['ana', 'chat', { text: 'grüezi' }]])
  })

  it('refuses what the provider does not have, before asking it', async () => {
    const { fake, room } = setUp({ capabilities: { subscriptions: { support: 'none' } } })
    await room.join()
    fake.remoteJoins('ana').publishes('camera', { id: 'picture' } as MediaStreamTrack)
    const track = room.participants[0]?.tracks[0]
    expect(await codeOf(track?.setSubscribed(false) ?? Promise.resolve())).toBe('unsupported')
    expect(track?.subscribed).toBe(true)
    expect(fake.unsubscribed.size).toBe(0)
  })

  it('refuses a host act without a control plane', async () => {
    const { room } = setUp()
    await room.join()
    expect(await codeOf(room.controls.endRoom())).toBe('unsupported')
  })

  it('says that nobody checked the provider', async () => {
    const { room } = setUp()
    await room.join()
    expect(room.snapshot.compliance).toMatchObject({ provider: 'fake', origin: 'ungated', verdict: 'not-evaluated' })
  })

  it('shows the trace id of the grant, and null when it has none', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const { room } = setUp({ grant: () => ({ ...fakeGrant(), trace }) })
    expect(room.snapshot.trace).toBeNull()
    await room.join()
    expect(room.snapshot.trace).toBe(trace)
    const other = setUp()
    await other.room.join()
    expect(other.room.snapshot.trace).toBeNull()
  })

  it('receives no video in audio-only mode, also of people who come later', async () => {
    const { fake, room } = setUp()
    await room.join()
    const first = fake.remoteJoins('ana').publishes('camera', { id: 'a' } as MediaStreamTrack)
    room.setAudioOnly(true)
    const second = fake.remoteJoins('ben').publishes('camera', { id: 'b' } as MediaStreamTrack)
    expect([...fake.unsubscribed]).toEqual([first, second])
    room.setAudioOnly(false)
    await vi.waitFor(() => expect(fake.unsubscribed.size).toBe(0))
  })

  it('falls back to audio on a bad line, and suggests the phone when even that is lost', async () => {
    const onPhoneFallback = vi.fn()
    const { clock, fake, room } = setUp({ room: { onPhoneFallback } })
    await room.join()
    fake.remoteJoins('ana')
    fake.report({ type: 'quality-changed', participant: 'self', quality: { unified: 0, raw: 'lost' } })
    clock.advance(8000)
    expect(room.snapshot.audioOnly).toEqual({ active: true, cause: 'network' })
    clock.advance(20_000)
    expect(onPhoneFallback).toHaveBeenCalledExactlyOnceWith({ room: name, participants: ['self', 'ana'] })
  })
})

describe('the end', () => {
  it('lets everybody leave before disconnected, with one reason', async () => {
    const { fake, room, log } = setUp()
    await room.join()
    fake.remoteJoins('ana')
    fake.endsSession('room-ended', 53118)
    fake.endsSession('unknown')
    expect(log.slice(-2)).toEqual(['left ana room-ended', 'disconnected'])
    expect(room.snapshot.connection.reason).toEqual({ unified: 'room-ended', raw: 53118 })
  })

  it('drops and counts facts that come after it', async () => {
    const { fake, room } = setUp()
    await room.join()
    await room.leave()
    fake.remoteJoins('ghost')
    expect(room.participants).toEqual([])
    expect(room.droppedFacts).toBe(1)
  })

  it('rejects a join that the vendor ends, with the reason', async () => {
    const { fake, room } = setUp({ join: 'manual' })
    const joined = codeOf(room.join())
    await vi.waitFor(() => expect(fake.joins).toBe(1))
    fake.endsSession('room-full')
    fake.acceptJoin()
    expect(await joined).toBe('room-full')
  })

  it('frees the vendor once, however often leave is called', async () => {
    const { fake, room } = setUp()
    await room.join()
    await Promise.all([room.leave(), room.leave()])
    await room.leave()
    expect(fake.left).toBe(1)
  })

  it.each(['while connected', 'while joining'] as const)('says goodbye when the page goes away %s', async (moment) => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
    const { fake, room } = setUp({ join: moment === 'while joining' ? 'manual' : 'accept' })
    const joined = codeOf(room.join())
    if (moment === 'while joining') await vi.waitFor(() => expect(fake.joins).toBe(1))
    else await joined
    page.dispatchEvent(new Event('pagehide'))
    expect(room.snapshot.connection.state).toBe('disconnected')
    fake.acceptJoin()
    await room.leave()
    expect(fake.left).toBeGreaterThan(0)
    vi.unstubAllGlobals()
  })
})
