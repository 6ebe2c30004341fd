import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../packages/server/src/store/index.ts'
import { openTestStore } from '../../packages/server/src/testing/open-test-store.ts'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import type {} from '../pages/p2p-adapter.ts'
import { Detour } from './p2p-adapter-detour.ts'
import { type P2pService, startP2pService } from './p2p-adapter-service.ts'

describe('p2p adapter', () => {
  const bench = useBench()
  let store: Store
  let service: P2pService

  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    service = await startP2pService(store, bench.folder)
  })
  afterEach(async () => {
    await service.close()
    expect(service.errors).toEqual([])
  })

  const open = (name: string) => bench.open({ name, url: service.pageUrl })
  const join = async (person: Participant, role?: string) => {
    const grant = await service.grant(person.name, role)
    return person.page.evaluate((value) => window.p2p.join(value), grant)
  }
  const set = (person: Participant, source: 'camera' | 'microphone' | 'screen' | 'custom:pen', on: boolean) =>
    person.page.evaluate(([name, value]) => window.p2p.set(name, value), [source, on] as const)
  const state = (person: Participant) => person.page.evaluate(() => window.p2p.state())
  const sees = (viewer: Participant, sender: Participant, source = 'camera') =>
    waitFor(`${viewer.name} sees ${sender.name}'s ${source} move`, () =>
      showsMovingPicture(viewer, `#${sender.name}-${source.replace(':', '\\:')}`),
    )
  const enter = async (name: string, sources: readonly ('camera' | 'microphone')[] = ['camera', 'microphone']) => {
    const person = await open(name)
    expect(await join(person)).toBeNull()
    for (const source of sources) await set(person, source, true)
    return person
  }
  const leavesNothing = async (person: Participant) => {
    expect(await person.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    expect(await person.page.evaluate(() => window.bench.open())).toEqual({
      peerConnections: 0,
      webSockets: 0,
      eventSources: 0,
    })
  }

  test('two people see each other move, whichever joins and publishes first', async () => {
    const [anna, ben] = [await enter('anna'), await enter('ben')]
    await Promise.all([sees(anna, ben), sees(ben, anna)])
    expect((await state(anna)).people).toEqual({ ben: { camera: 'live', microphone: 'live' } })

    // Publish before anybody is there, then the other way round: join first, publish later.
    const cleo = await open('cleo')
    expect(await join(cleo)).toBeNull()
    await waitFor('cleo sees both', async () => Object.keys((await state(cleo)).people).length === 2)
    await Promise.all([sees(cleo, anna), sees(cleo, ben)])
    await set(cleo, 'camera', true)
    await Promise.all([sees(anna, cleo), sees(ben, cleo)])

    const { sent, received } = await anna.page.evaluate(() => window.bench.bytes())
    expect(Math.min(sent.video, sent.audio, received.video, received.audio)).toBeGreaterThan(0)
    for (const person of [anna, ben, cleo]) {
      await person.page.evaluate(() => window.p2p.leave())
      await leavesNothing(person)
      expect(person.uncaught()).toEqual([])
    }
    expect((await state(anna)).warnings).toEqual([])
  })

  test('three who join at one instant all see each other', async () => {
    const people = await Promise.all(['anna', 'ben', 'cleo'].map(open))
    expect(await Promise.all(people.map((person) => join(person)))).toEqual([null, null, null])
    await Promise.all(people.map((person) => set(person, 'camera', true)))
    await Promise.all(people.flatMap((one) => people.filter((two) => two !== one).map((two) => sees(one, two))))
    for (const person of people) expect((await state(person)).warnings).toEqual([])
  })

  test('camera off, on and off is seen on the other side and ends every track that was handed over', async () => {
    const [anna, ben] = [await enter('anna', ['camera']), await enter('ben', [])]
    await sees(ben, anna)
    for (let round = 0; round < 3; round++) {
      await set(anna, 'camera', false)
      expect(await anna.page.evaluate(() => window.bench.liveTracks())).toEqual([])
      await waitFor('the camera is off at ben', async () => (await state(ben)).people.anna?.camera === 'muted')
      await set(anna, 'camera', true)
      await waitFor('the camera is on at ben', async () => (await state(ben)).people.anna?.camera === 'live')
      await sees(ben, anna)
    }
    // One track object for all senders: a new one ends the one before.
    await set(anna, 'camera', true)
    await sees(ben, anna)
    const live = await anna.page.evaluate(() => window.bench.liveTracks())
    expect(live.map(({ api }) => api)).toEqual(['getUserMedia', 'clone'])
    await set(anna, 'camera', false)
    expect(await anna.page.evaluate(() => window.bench.liveTracks())).toEqual([])
  })

  test('screen and custom tracks come and go, from both sides at once', async () => {
    const [anna, ben] = [await enter('anna'), await enter('ben')]
    for (let round = 0; round < 3; round++) {
      await Promise.all([set(anna, 'screen', true), set(ben, 'screen', true), set(anna, 'custom:pen', true)])
      await Promise.all([sees(ben, anna, 'screen'), sees(anna, ben, 'screen'), sees(ben, anna, 'custom:pen')])
      await Promise.all([set(anna, 'screen', false), set(ben, 'screen', false), set(anna, 'custom:pen', false)])
      await waitFor('both screens are gone', async () =>
        [(await state(anna)).people.ben, (await state(ben)).people.anna].every((person) => person && !person.screen),
      )
    }
    await Promise.all([sees(anna, ben), sees(ben, anna)])
    expect((await state(anna)).warnings).toEqual([])
    expect((await state(ben)).warnings).toEqual([])
  })

  test('media goes on while signaling is away, and so do camera and screen', { timeout: 90_000 }, async () => {
    const [anna, ben] = [await enter('anna'), await enter('ben')]
    await Promise.all([sees(anna, ben), sees(ben, anna)])
    service.cutSignaling()
    const cutAt = performance.now()
    await set(anna, 'camera', false)
    await waitFor('the camera is off at ben', async () => (await state(ben)).people.anna?.camera === 'muted')
    await set(anna, 'camera', true)
    await set(anna, 'screen', true)
    await Promise.all([sees(ben, anna), sees(ben, anna, 'screen'), sees(anna, ben)])
    await waitFor('twelve seconds without signaling', () => performance.now() - cutAt > 12_000, { timeoutMs: 15_000 })
    await Promise.all([sees(ben, anna), sees(anna, ben)])
    service.restoreSignaling()
    const cleo = await enter('cleo')
    await Promise.all([sees(cleo, anna), sees(cleo, ben), sees(anna, cleo), sees(ben, cleo)])
    for (const person of [anna, ben]) {
      const facts = await person.page.evaluate(() => window.p2p.facts())
      expect(facts.filter(({ type }) => type === 'connection-changed' || type === 'participant-gone')).toEqual([])
    }
  })

  test('a media path that dies is replaced, and one that stays dead is reported', { timeout: 120_000 }, async () => {
    const relay = new Detour()
    try {
      const people = [await open('anna'), await open('ben')] as const
      const [anna, ben] = people
      for (const person of people) {
        await relay.detour(person)
        expect(await join(person)).toBeNull()
        await set(person, 'camera', true)
      }
      await Promise.all([sees(anna, ben), sees(ben, anna)])
      const connections = async () =>
        (await Promise.all(people.map((person) => person.page.evaluate(() => window.p2p.connections())))).flat()

      relay.killPaths()
      await waitFor('the path is down', async () => (await connections()).includes('disconnected'), {
        timeoutMs: 15_000,
      })
      await waitFor('a new path', async () => (await connections()).every((state) => state === 'connected'), {
        timeoutMs: 15_000,
      })
      await Promise.all([sees(anna, ben), sees(ben, anna)])

      relay.blackout = true
      for (const person of people)
        await waitFor('it is reported', async () => (await state(person)).connection === 'reconnecting', {
          timeoutMs: 30_000,
        })
      expect((await state(anna)).lost).toBe('media')
      relay.blackout = false
      for (const person of people)
        await waitFor('it is over', async () => (await state(person)).connection === 'connected', { timeoutMs: 15_000 })
      await Promise.all([sees(anna, ben), sees(ben, anna)])
      expect((await state(anna)).gone).toEqual({})
    } finally {
      relay.close()
    }
  })

  test('messages reach everybody or only those they are for, in order', async () => {
    const [anna, ben, cleo] = [await enter('anna', []), await enter('ben', []), await enter('cleo', [])]
    await waitFor('anna knows both', async () => Object.keys((await state(anna)).people).length === 2)
    await anna.page.evaluate(async () => {
      await window.p2p.send('all', null, true)
      await window.p2p.send('ben', ['ben'], true)
      for (let index = 0; index < 40; index++) await window.p2p.send(`${index}`.padEnd(16_000, '.'), ['cleo'], true)
      await window.p2p.send('last', null, true)
    })
    await waitFor('all of it arrived', async () => (await state(cleo)).messages.at(-1) === 'anna: last')
    await waitFor('ben has his', async () => (await state(ben)).messages.length === 3)
    expect((await state(ben)).messages).toEqual(['anna: all', 'anna: ben', 'anna: last'])
    const got = (await state(cleo)).messages.map((text) => text.replace(/\.+$/, ''))
    expect(got).toEqual(['anna: all', ...Array.from({ length: 40 }, (_, index) => `anna: ${index}`), 'anna: last'])
    await anna.page.evaluate(() => window.p2p.send('lossy', ['ben'], false))
    await waitFor('the lossy one', async () => (await state(ben)).messages.at(-1) === 'anna: lossy')
    await ben.page.evaluate(() => window.p2p.leave())
    const late = await anna.page.evaluate(() => window.p2p.send('x', ['ben'], true).catch((error) => error.code))
    expect(late).toBe('message-failed')
  })

  test('levels, stats, and a track that is not wanted is not sent', async () => {
    const [anna, ben] = [await enter('anna'), await enter('ben')]
    await sees(ben, anna)
    await waitFor('levels of both', async () => {
      const levels = await ben.page.evaluate(() => window.p2p.levels())
      return (levels.anna ?? 0) > 0 && (levels.self ?? 0) > 0
    })
    const videoBytes = async () => {
      const records = await ben.page.evaluate(() => window.p2p.stats())
      return Math.max(0, ...records.filter((record) => record.direction === 'inbound').map((record) => record.bytes))
    }
    await waitFor('bytes', async () => (await videoBytes()) > 10_000)
    await ben.page.evaluate(() => window.p2p.subscribe('anna', 'camera', false))
    expect((await state(ben)).people.anna?.camera).toBe('unsubscribed')
    let before = -1
    await waitFor('the video stops', async () => {
      const now = await videoBytes()
      const still = now === before
      before = now
      await new Promise((resolve) => setTimeout(resolve, 300))
      return still
    })
    await ben.page.evaluate(() => window.p2p.subscribe('anna', 'camera', true))
    await sees(ben, anna)
  })

  test('a closed tab is gone within 10 s, a crashed one too', { timeout: 90_000 }, async () => {
    const [anna, ben, cleo] = [await enter('anna'), await enter('ben'), await enter('cleo')]
    await Promise.all([sees(anna, ben), sees(anna, cleo)])
    await ben.closeTab()
    await waitFor('ben is gone', async () => (await state(anna)).gone.ben === 'left', { timeoutMs: 2_000 })
    void cleo.page.goto('chrome://crash').catch(() => {})
    await waitFor('cleo is gone', async () => (await state(anna)).gone.cleo === 'connection-lost', {
      timeoutMs: 10_000,
    })
    const facts = await anna.page.evaluate(() => window.p2p.facts())
    expect(facts.filter(({ type }) => type === 'connection-changed')).toEqual([])
  })

  test('removal, a second join of one identity and the end of the room need the proof of the server', async () => {
    const [anna, ben, cleo] = [await enter('anna'), await enter('ben'), await enter('cleo')]
    await Promise.all([sees(anna, ben), sees(ben, anna), sees(anna, cleo)])
    await service.forge({ type: 'expelled', peer: '*', reason: 'room-ended', proof: 'e30.e30.AAAA' })
    await waitFor('the forgery is refused', async () => (await state(anna)).warnings.includes('p2p-unproven'))
    expect((await state(anna)).connection).toBe('connected')

    await service.remove('ben')
    await waitFor('ben is out', async () => (await state(ben)).reason === 'removed')
    await waitFor('anna knows', async () => (await state(anna)).gone.ben === 'removed')
    await ben.page.evaluate(() => window.p2p.leave())
    await leavesNothing(ben)

    const second = await bench.open({ name: 'cleo', url: service.pageUrl })
    expect(await join(second)).toBeNull()
    await waitFor('the first cleo is out', async () => (await state(cleo)).reason === 'duplicate-identity')
    await set(second, 'camera', true)
    await sees(anna, second)

    await service.endRoom()
    await waitFor('the room is over', async () => (await state(anna)).reason === 'room-ended')
    await waitFor('for both', async () => (await state(second)).reason === 'room-ended')
  })

  test('an observer sees and is not seen', async () => {
    const anna = await enter('anna')
    const olga = await open('olga')
    expect(await join(olga, 'observer')).toBeNull()
    await sees(olga, anna)
    const refused = await olga.page.evaluate(() => window.p2p.set('camera', true).catch((error) => error.code))
    expect(refused).toBe('forbidden')
    expect((await olga.page.evaluate(() => window.bench.liveTracks())).map(({ api }) => api)).toEqual(['getUserMedia'])
    expect((await state(anna)).people).toEqual({ olga: {} })
  })

  test('a hostile peer disturbs nobody', async () => {
    const [anna, ben, mallory] = [await enter('anna'), await enter('ben'), await enter('mallory')]
    await Promise.all([sees(anna, ben), sees(anna, mallory), sees(ben, mallory)])
    await mallory.page.evaluate(() => {
      const sources = (...list: unknown[]) => ({ kind: 'sources', revision: 1e6, sources: list })
      const hostile = [
        'not json',
        '[]',
        'null',
        '{"kind":"description","revision":999,"description":{"type":"offer","sdp":"v=0"}}',
        '{"kind":"description","revision":1,"description":{"type":"answer","sdp":"v=0"}}',
        '{"kind":"description","revision":"x"}',
        '{"kind":"candidate","candidate":{"candidate":"candidate:1 1 udp nonsense"}}',
        '{"kind":"candidate","candidate":7}',
        JSON.stringify(sources({ source: 'camera', mediaKind: 'audio', mid: '0', binding: 'b', muted: false })),
        JSON.stringify(sources(...Array.from({ length: 99 }, () => ({})))),
        '{"kind":"unwanted","revision":1,"sources":"all"}',
        '{"kind":"expelled","peer":"*"}',
      ]
      for (const text of hostile) window.p2p.corrupt(text)
      for (let index = 0; index < 500; index++) window.p2p.corrupt('{"kind":"noise"}')
    })
    await waitFor('the noise is counted', async () => (await state(anna)).warnings.includes('p2p-malformed'))
    expect((await state(anna)).warnings.length).toBeLessThan(20)
    await Promise.all([sees(anna, ben), sees(ben, anna), sees(anna, mallory), sees(mallory, anna)])
    expect(anna.uncaught()).toEqual([])
    expect(ben.uncaught()).toEqual([])
  })

  test('a grant that cannot be used gets a typed error and leaves nothing', async () => {
    const anna = await open('anna')
    const good = await service.grant('anna')
    const variants = [
      {},
      { ...good.credentials, token: 1 },
      { ...good.credentials, iceServers: [{ urls: 'nonsense' }] },
      { ...good.credentials, verifyKey: { kty: 'RSA' } },
      { ...good.credentials, iceTransportPolicy: 'any' },
    ]
    for (const credentials of variants) {
      const code = await anna.page.evaluate((grant) => window.p2p.join(grant), { ...good, credentials })
      expect(code).toBe('grant-invalid')
    }
    const foreign = { ...good, credentials: { ...good.credentials, token: 'foreign' } }
    expect(await anna.page.evaluate((grant) => window.p2p.join(grant), foreign)).toBe('grant-invalid')
    expect(await anna.page.evaluate((grant) => window.p2p.join(grant, 0), good)).toBe('aborted')
    await leavesNothing(anna)
    await waitFor('nobody is left behind', async () => (await service.identities()).length === 0)
  })

  test('twenty joins and leaves leave nothing behind', { timeout: 120_000 }, async () => {
    const [anna, ben] = [await enter('anna'), await open('ben')]
    for (let round = 0; round < 20; round++) {
      expect(await join(ben)).toBeNull()
      await set(ben, 'camera', true)
      await waitFor('they are connected', async () =>
        (await ben.page.evaluate(() => window.p2p.connections())).includes('connected'),
      )
      await ben.page.evaluate(() => window.p2p.leave())
      await leavesNothing(ben)
    }
    await waitFor('anna is alone', async () => Object.keys((await state(anna)).people).length === 0)
    expect((await anna.page.evaluate(() => window.bench.open())).peerConnections).toBe(0)
    expect((await anna.page.evaluate(() => window.bench.made())).peerConnections).toBeGreaterThanOrEqual(20)
  })
})
