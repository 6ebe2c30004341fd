import { createHmac } from 'node:crypto'
import type { P2pServerSignal } from '@televid/core/protocol'
import { importJWK, jwtVerify } from 'jose'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { findPostgres, type PostgresServer, startPostgres } from '../../../../tests/services/postgres/index.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { openTestStore } from '../testing/open-test-store.ts'
import { checkP2pOptions } from './p2p-options.ts'
import type { P2pTables } from './p2p-tables.ts'
import { startP2pBench } from './p2p-test-bench.ts'

type Bench = Awaited<ReturnType<typeof startP2pBench>>
const offer = (revision: number) => ({ kind: 'description', revision, description: { type: 'offer', sdp: 'v=0' } })

const postgres = await findPostgres()
if (!postgres.found) process.stderr.write(`p2p on PostgreSQL skipped: ${postgres.reason}\n`)

const engines = ['PGlite', ...(postgres.found ? ['PostgreSQL, two processes'] : [])]
describe.each(engines)('p2p provider on %s', (engine) => {
  let server: PostgresServer | null = null
  const stores: Store[] = []
  /** Two processes on PostgreSQL, one and the same on PGlite. */
  let one: Bench
  let two: Bench

  beforeAll(async () => {
    if (engine === 'PGlite' || !postgres.found) {
      stores.push(await openTestStore())
      one = two = await startP2pBench(stores[0] as Store)
      return
    }
    server = await startPostgres(postgres)
    const url = await server.createDatabase()
    stores.push(await openStore({ url }), await openStore({ url }))
    one = await startP2pBench(stores[0] as Store)
    two = await startP2pBench(stores[1] as Store)
  }, 60_000)
  afterEach(() => {
    expect([...one.errors.splice(0), ...two.errors.splice(0)]).toEqual([])
  })
  afterAll(async () => {
    await one?.provider.close()
    if (two !== one) await two?.provider.close()
    for (const store of stores) await store.close()
    await server?.stop()
  })

  const db = () => (stores[0] as Store).db.withTables<P2pTables>()
  /** Lets the clock of one presence run ahead. */
  const age = async (peer: string | undefined, seconds: number) => {
    await db()
      .updateTable('p2p_presence')
      .set({ absent_since: sql`absent_since - ${seconds} * interval '1 second'`, received_at: null })
      .where('peer', '=', peer ?? '')
      .execute()
  }
  /** As if these had been connected for a while. */
  const settle = async (occurrence: string) => {
    await db()
      .updateTable('p2p_presence')
      .set({ attached_at: sql`now() - interval '1 minute'` })
      .where('occurrence', '=', occurrence)
      .execute()
  }

  test('people learn of each other and exchange signals in order, each with the true sender', async () => {
    const room = one.room()
    const anna = await one.join(room, 'anna')
    const ben = await two.join(room, 'ben')
    expect(anna.frames[0]).toMatchObject({
      type: 'welcome',
      self: { identity: 'anna', displayName: 'ANNA', canPublish: true },
      peers: [],
    })
    expect(ben.frames[0]).toMatchObject({ type: 'welcome', peers: [anna.self] })
    expect(await anna.wait('peer-joined')).toMatchObject([{ peer: ben.self }])

    await Promise.all(
      [1, 2, 3].map((revision) => ben.send({ type: 'signal', to: anna.self?.peer, payload: offer(revision) })),
    )
    const signals = await anna.wait('signal', 3)
    expect(signals.map(({ from }) => from)).toEqual([ben.self?.peer, ben.self?.peer, ben.self?.peer])
    const numbers = anna.frames.map(({ seq }) => seq)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(ben.frames.filter(({ type }) => type === 'signal')).toEqual([])

    await ben.send({ type: 'leave' })
    expect(await anna.wait('peer-left')).toMatchObject([{ peer: ben.self?.peer, reason: 'left' }])
    await expect(ben.send({ type: 'signal', to: anna.self?.peer, payload: offer(4) })).rejects.toMatchObject({
      code: 'session-invalid',
    })
    await ben.send({ type: 'leave' })
  })

  test('ten who enter at one instant: six are in, all of them know each other, four are told that it is full', async () => {
    const room = one.room()
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? one : two).join(room, `person-${index}`)),
    )
    const inside = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const outside = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    expect(inside).toHaveLength(6)
    expect(outside).toEqual(['room-full', 'room-full', 'room-full', 'room-full'])
    await vi.waitFor(() => {
      for (const person of inside)
        expect(known(person.frames)).toEqual(
          inside
            .filter((other) => other !== person)
            .map(({ self }) => self?.identity)
            .sort(),
        )
    })
  })

  test('a dropped connection resumes: what came meanwhile is delivered once, then a fresh roster', async () => {
    const room = one.room()
    const anna = await one.join(room, 'anna')
    const ben = await two.join(room, 'ben')
    await ben.drop()
    expect(await anna.wait('peer-absent')).toMatchObject([{ peer: ben.self?.peer }])
    await anna.send({ type: 'signal', to: ben.self?.peer, payload: offer(1) })
    await anna.send({ type: 'signal', to: ben.self?.peer, payload: offer(2) })

    const again = await one.connect(ben.token, ben.last())
    expect(again.frames.map(({ type }) => type)).toEqual(['signal', 'signal', 'welcome'])
    expect(again.self).toEqual(ben.self)
    expect(again.frames[0]?.seq).toBeGreaterThan(ben.last() ?? 0)
    expect(await anna.wait('peer-back')).toHaveLength(1)
    await anna.send({ type: 'signal', to: ben.self?.peer, payload: offer(3) })
    expect(await again.wait('signal', 3)).toHaveLength(3)
    expect(anna.frames.filter(({ type }) => type === 'peer-left')).toEqual([])
  })

  test('the absent are lost after 8 s, unless somebody still receives from them or nobody is there to say so', async () => {
    const room = one.room()
    const [anna, ben] = [await one.join(room, 'anna'), await two.join(room, 'ben')]
    await settle(room.occurrence)
    await ben.drop()
    await anna.wait('peer-absent')
    await age(ben.self?.peer, 9)
    await anna.send({ type: 'still-receiving', peer: ben.self?.peer })
    await sweeps()
    expect(anna.frames.filter(({ type }) => type === 'peer-left')).toEqual([])
    const witness = await one.join(room, 'cleo')
    expect(witness.frames[0]).toMatchObject({ peers: [{ identity: 'anna' }, { identity: 'ben', absent: true }] })

    // Nobody is connected now: a network that is down for all must not empty the room.
    await anna.drop()
    await witness.drop()
    await age(ben.self?.peer, 9)
    await age(anna.self?.peer, 9)
    await sweeps()
    const back = await two.connect(anna.token, anna.last())
    expect(back.self).toMatchObject({ peer: anna.self?.peer })
    expect(back.frames.filter(({ type }) => type === 'peer-left')).toEqual([])

    await settle(room.occurrence)
    await age(ben.self?.peer, 9)
    expect(await back.wait('peer-left')).toMatchObject([{ peer: ben.self?.peer, reason: 'lost' }])
    const later = await two.connect(ben.token, ben.last())
    expect(later.self?.peer).not.toBe(ben.self?.peer)
    await vi.waitFor(() => expect(back.frames.at(-1)).toMatchObject({ type: 'peer-joined', peer: later.self }))
  })

  test('a process that dies leaves absent people, whom the others end', async () => {
    const room = one.room()
    const anna = await one.join(room, 'anna')
    await settle(room.occurrence)
    // A presence whose connection was in a process that is no more.
    const ben = await two.join(room, 'ben')
    await db()
      .updateTable('p2p_presence')
      .set({ stream: 'dead', seen_at: sql`now() - interval '7 seconds'` })
      .where('peer', '=', ben.self?.peer ?? '')
      .execute()
    await anna.wait('peer-absent')
    await age(ben.self?.peer, 9)
    await anna.wait('peer-left')
    // The process was alive after all: its own browser is told to connect again.
    await vi.waitFor(() => expect(ben.state.reconnects).toBeGreaterThan(0), 5000)
  })

  test('a second join of one identity puts out the first with a signed word', async () => {
    const room = one.room()
    const anna = await one.join(room, 'anna')
    const first = await one.join(room, 'ben')
    const second = await two.join(room, 'ben')
    for (const person of [anna, first]) {
      const [expelled] = await person.wait('expelled')
      expect(expelled).toMatchObject({ peer: first.self?.peer, reason: 'replaced' })
    }
    expect(second.frames[0]).toMatchObject({ type: 'welcome', peers: [{ identity: 'anna' }] })
    expect(known(anna.frames)).toEqual(['ben'])
    await expect(first.send({ type: 'signal', to: anna.self?.peer, payload: offer(1) })).rejects.toMatchObject({
      code: 'session-invalid',
    })
    await expect(two.connect(first.token, first.last())).rejects.toMatchObject({ code: 'session-invalid' })
  })

  test('removal reaches everybody with a proof that names room, occurrence and person, also who was away', async () => {
    const room = one.room()
    const [anna, ben] = [await one.join(room, 'anna'), await one.join(room, 'ben')]
    await ben.drop()
    await two.provider.removeParticipant(room, 'ben')
    await two.provider.removeParticipant(room, 'ben')
    const [expelled] = await anna.wait('expelled')
    const { verifyKey } = await one.mint(room, 'anna')
    const { payload, protectedHeader } = await jwtVerify(expelled?.proof ?? '', await importJWK(verifyKey, 'ES256'))
    expect(protectedHeader.alg).toBe('ES256')
    expect(payload).toMatchObject({
      room: room.room,
      occurrence: room.occurrence,
      peer: ben.self?.peer,
      reason: 'removed',
    })
    expect(verifyKey).not.toHaveProperty('d')

    const late = await two.connect(ben.token, ben.last())
    expect(late.frames).toMatchObject(
      [{ type: 'peer-joined' }, { type: 'expelled', proof: expelled?.proof }].slice(-late.frames.length),
    )
    await expect(one.connect(ben.token, late.last())).rejects.toMatchObject({ code: 'removed' })
    await expect(one.connect(ben.token)).rejects.toMatchObject({ code: 'removed' })
    expect(anna.frames.filter(({ type }) => type === 'expelled')).toHaveLength(1)
  })

  test("the control plane's own record of a removal counts, whatever this provider was told", async () => {
    const room = one.room()
    const ben = await one.mint(room, 'ben')
    const store = stores[0] as Store
    await store.db.insertInto('room').values({ tenant: room.tenant, name: room.occurrence }).execute()
    await store.db
      .insertInto('occurrence')
      .values({
        tenant: room.tenant,
        id: room.occurrence,
        room: room.occurrence,
        lobby: true,
        trace: '0af7651916cd43dd8448eb211c80319c',
        provider: 'p2p',
        vendor_room: null,
        region: null,
      })
      .execute()
    await store.db
      .insertInto('admission')
      .values({
        tenant: room.tenant,
        occurrence: room.occurrence,
        identity: 'ben',
        state: 'removed',
        role: 'guest',
        display_name: null,
      })
      .execute()
    await expect(two.connect(ben.token)).rejects.toMatchObject({ code: 'removed' })
    await store.db.updateTable('occurrence').set({ ended_at: sql`now()` }).where('id', '=', room.occurrence).execute()
    await expect(one.join(room, 'anna')).rejects.toMatchObject({ code: 'room-ended' })
  })

  test('the end of a room reaches everybody, and nobody enters again', async () => {
    const room = one.room()
    const [anna, ben] = [await one.join(room, 'anna'), await two.join(room, 'ben')]
    await one.provider.endRoom(room)
    await two.provider.endRoom(room)
    for (const person of [anna, ben])
      expect(await person.wait('expelled')).toMatchObject([{ peer: '*', reason: 'room-ended' }])
    await expect(one.join(room, 'cleo')).rejects.toMatchObject({ code: 'room-ended' })
    const unused = one.room()
    await one.provider.endRoom(unused)
    await expect(one.join(unused, 'anna')).rejects.toMatchObject({ code: 'room-ended' })
  })

  test.each([
    ['nothing', undefined],
    ['a string', 'leave'],
    ['an unknown type', { type: 'expelled', peer: '*' }],
    ['a forged sender', { type: 'signal', to: 'x', from: 'y', payload: offer(1) }],
    ['an unknown payload', { type: 'signal', to: 'x', payload: { kind: 'goodbye' } }],
    [
      'a long description',
      {
        type: 'signal',
        to: 'x',
        payload: { kind: 'description', revision: 1, description: { type: 'offer', sdp: 'x'.repeat(60_001) } },
      },
    ],
    [
      'many sources',
      {
        type: 'signal',
        to: 'x',
        payload: { kind: 'unwanted', revision: 1, sources: Array.from({ length: 33 }, () => 'camera') },
      },
    ],
  ])('a malformed frame is answered and disturbs nobody: %s', async (_name, frame) => {
    const room = one.room()
    const [anna, ben] = [await one.join(room, 'anna'), await one.join(room, 'ben')]
    await expect(ben.send(frame)).rejects.toMatchObject({ code: 'bad-request' })
    await ben.send({ type: 'signal', to: anna.self?.peer, payload: offer(1) })
    await anna.wait('signal')
  })

  test('nobody signals into another room, and NUL does not break the store', async () => {
    const [here, there] = [one.room(), one.room()]
    const [anna, ben, mallory] = [
      await one.join(here, 'anna'),
      await one.join(here, 'ben'),
      await one.join(there, 'mallory'),
    ]
    await mallory.send({ type: 'signal', to: anna.self?.peer, payload: offer(1) })
    await mallory.send({ type: 'still-receiving', peer: anna.self?.peer })
    const rows = await db()
      .selectFrom('p2p_signal')
      .select('frame')
      .where('peer', '=', anna.self?.peer ?? '')
      .execute()
    expect(rows.map(({ frame }) => JSON.parse(frame).type)).toEqual(['peer-joined'])
    const sdp = 'v=0\u0000'
    await ben.send({
      type: 'signal',
      to: anna.self?.peer,
      payload: { kind: 'description', revision: 7, description: { type: 'offer', sdp } },
    })
    expect(await anna.wait('signal')).toMatchObject([
      { from: ben.self?.peer, payload: { revision: 7, description: { sdp } } },
    ])
  })

  test('who floods is cut short, finally and alone', async () => {
    const room = one.room()
    const [anna, ben] = [await one.join(room, 'anna'), await one.join(room, 'ben')]
    const flood = async () => {
      for (let index = 0; index < 1000; index++) await ben.send({ type: 'still-receiving', peer: 'nobody' })
    }
    await expect(flood()).rejects.toMatchObject({ code: 'rate-limited', retryable: false })
    await anna.send({ type: 'signal', to: ben.self?.peer, payload: offer(1) })
    await ben.wait('signal')
  })

  test('an expired grant begins nothing, but does not end what began in time; a foreign token is refused', async () => {
    const room = one.room()
    const short = await one.mint(room, 'anna', ['join'], 300)
    const anna = await one.connect(short.token)
    expect(anna.self?.canPublish).toBe(false)
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan((anna.self?.joinedAt ?? 0) + 400))
    await anna.drop()
    const again = await two.connect(short.token, anna.last())
    expect(again.self?.peer).toBe(anna.self?.peer)
    await again.send({ type: 'leave' })
    await expect(one.connect(short.token, again.last())).rejects.toMatchObject({ code: 'grant-expired' })
    for (const token of ['', 'garbage', `${short.token.slice(0, -4)}AAAA`, short.token.replace(/\.[^.]+$/, '.')]) {
      await expect(one.connect(token)).rejects.toMatchObject({ code: 'grant-invalid' })
    }
  })
})

describe('p2p credentials', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(() => store.close())

  test('TURN credentials follow the REST convention and name nobody', async () => {
    const turn = { urls: ['turn:turn.example.org:3478'], secret: 'a-shared-secret-of-the-turn-server', ttlSeconds: 600 }
    const bench = await startP2pBench(
      store,
      { turn, iceServers: [{ urls: 'stun:stun.example.org' }] },
      { handlesPhi: true },
    )
    const credentials = await bench.mint(bench.room(), 'anna')
    expect(credentials.iceTransportPolicy).toBe('relay')
    const [stun, relay] = credentials.iceServers
    expect(stun).toEqual({ urls: 'stun:stun.example.org' })
    expect(relay?.credential).toBe(
      createHmac('sha1', turn.secret)
        .update(relay?.username ?? '')
        .digest('base64'),
    )
    const [expiry, id] = (relay?.username ?? '').split(':')
    expect(Math.abs(Number(expiry) - Date.now() / 1000 - 600)).toBeLessThan(5)
    expect(id).not.toContain('anna')
    expect((await bench.mint(bench.room(), 'anna')).iceServers[1]?.username).not.toBe(relay?.username)
    await bench.provider.close()
  })

  test('the signing key is made once and not readable in the store', async () => {
    const [first, second] = [await startP2pBench(store), await startP2pBench(store)]
    const keys = [await first.mint(first.room(), 'anna'), await second.mint(second.room(), 'anna')].map(
      ({ verifyKey }) => verifyKey,
    )
    expect(keys[0]).toEqual(keys[1])
    const row = await store.db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'p2p-signing-key')
      .executeTakeFirstOrThrow()
    expect(row.value).not.toContain(String(keys[0]?.x))
    const other = await startP2pBench(store, {}, { deriveKey: () => new Uint8Array(32).fill(7) })
    expect((await other.mint(other.room(), 'anna')).verifyKey).not.toEqual(keys[0])
    for (const bench of [first, second, other]) await bench.provider.close()
  })

  test('how long a browser tries to come back is in its grant', async () => {
    const usual = await startP2pBench(store)
    const other = await startP2pBench(store, { giveUpAfterSeconds: { connectionLost: 12 } })
    const patience = async (bench: typeof usual) => (await bench.mint(bench.room(), 'anna')).giveUpAfterMs
    expect(await patience(usual)).toEqual({ 'connection-lost': 60_000, 'media-lost': 30_000 })
    expect(await patience(other)).toEqual({ 'connection-lost': 12_000, 'media-lost': 30_000 })
    for (const bench of [usual, other]) await bench.provider.close()
    expect(() => checkP2pOptions({ giveUpAfterSeconds: { mediaLost: 1 } }, false)).toThrow(
      /giveUpAfterSeconds.mediaLost/,
    )
  })

  test('relay without a TURN server and wrong options are refused at start', () => {
    expect(() => checkP2pOptions({}, true)).toThrow(/no TURN server.*relayOnly: false/)
    expect(() => checkP2pOptions({ iceServers: [{ urls: 'stun:stun.example.org' }], relayOnly: true }, false)).toThrow(
      /no TURN server/,
    )
    expect(checkP2pOptions({ relayOnly: false }, true).relayOnly).toBe(false)
    expect(
      checkP2pOptions({ iceServers: [{ urls: ['turns:turn.example.org'], username: 'u', credential: 'p' }] }, true)
        .relayOnly,
    ).toBe(true)
    expect(() => checkP2pOptions({ maxParticipants: 0 }, false)).toThrow(/maxParticipants/)
    expect(() => checkP2pOptions({ stun: 'x' } as object, false)).toThrow(/options of p2p/)
  })
})

/** Identities that a browser with these frames takes for present. */
function known(frames: readonly P2pServerSignal[]): string[] {
  const people = new Map<string, string>()
  for (const frame of frames) {
    if (frame.type === 'welcome') {
      people.clear()
      for (const { peer, identity } of frame.peers) people.set(peer, identity)
    } else if (frame.type === 'peer-joined') people.set(frame.peer.peer, frame.peer.identity)
    else if (frame.type === 'peer-left' || frame.type === 'expelled') people.delete(frame.peer)
  }
  return [...people.values()].sort()
}

/** Long enough for two sweeps: that something does NOT happen has no condition to wait for. */
async function sweeps(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2200))
}
