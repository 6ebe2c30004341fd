import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MediaLine } from '../../packages/conformance/src/runner/media-line.ts'
import { type PageServer, startPageServer } from '../bench/page-server.ts'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import type { JoinOptions } from '../pages/twilio-raw.ts'
import { type KickStyle, startTwilio, type TwilioOptions, type TwilioService } from '../services/twilio/index.ts'

/** Pages straight on the unmodified `twilio-video`: what is seen here is true of the SDK under our stand-in. */
describe('the real Twilio SDK on the stand-in', () => {
  const bench = useBench()
  let pages: PageServer
  let service: TwilioService

  beforeAll(async () => {
    pages = await startPageServer(bench.folder)
  })
  afterAll(() => pages?.close())
  afterEach(() => service?.stop())

  const start = async (options: TwilioOptions = {}) => {
    service = await startTwilio(options)
  }
  const open = (name: string, line?: MediaLine) =>
    bench.open({ name, url: `${pages.origin}/pages/twilio-raw/`, ...(line && { devices: { line: line.end } }) })
  interface Entering {
    readonly token?: string
    readonly publish?: boolean
    readonly options?: Partial<JoinOptions>
  }
  const join = async (person: Participant, { options, publish = true, token }: Entering = {}) => {
    const all: JoinOptions = { name: 'visit', wsServer: service.wsServer, ...options }
    const shown = token ?? (await service.token(person.name))
    return person.page.evaluate((wanted) => window.twilioRaw.join(...wanted), [shown, all, publish] as const)
  }
  const enter = async (name: string, entering: Entering = {}) => {
    const person = await open(name)
    expect(await join(person, entering)).toBe(0)
    return person
  }
  const enterBoth = async (entering: Entering = {}) =>
    [await enter('anna', entering), await enter('ben', entering)] as const

  const events = ({ page }: Participant) => page.evaluate(() => window.twilioRaw.events())
  const room = ({ page }: Participant) => page.evaluate(() => window.twilioRaw.room())
  const hears = (person: Participant, event: string, timeoutMs = 15_000) =>
    waitFor(`${person.name} to hear: ${event}`, async () => (await events(person)).includes(event), { timeoutMs })
  /** New frames of a picture are decoded, from now on. */
  const sees = async (person: Participant, picture: string) => {
    const frames = async () => (await person.page.evaluate(() => window.twilioRaw.frames()))[picture] ?? 0
    const before = await frames()
    await waitFor(`${person.name} to see ${picture}`, async () => (await frames()) > before + 3, { timeoutMs: 15_000 })
  }
  const see = async (...pairs: readonly (readonly [Participant, string])[]) => {
    for (const [person, picture] of pairs) await sees(person, picture)
  }
  const publish = ({ page }: Participant, name: string) =>
    page.evaluate((wanted) => window.twilioRaw.publish(wanted), name)
  const unpublish = ({ page }: Participant, name: string) =>
    page.evaluate((wanted) => window.twilioRaw.unpublish(wanted), name)

  test('a visit: pictures, sound, messages, mute, a second picture, a leave', async () => {
    await start()
    const [anna, ben] = await enterBoth()
    expect((await room(anna))?.sid).toBe(service.rooms.find('visit')?.sid)
    await hears(anna, 'participantConnected ben')
    await see([anna, 'ben/camera'], [ben, 'anna/camera'])
    const { received } = await ben.page.evaluate(() => window.bench.bytes())
    expect(received.audio).toBeGreaterThan(0)

    await hears(ben, 'trackSubscribed anna chat')
    await anna.page.evaluate(() => {
      window.twilioRaw.send('hello')
      window.twilioRaw.send([1, 2, 3])
    })
    await hears(ben, 'trackMessage anna hello')
    await hears(ben, 'trackMessage anna [1,2,3]')

    for (const name of ['microphone', 'camera']) {
      await anna.page.evaluate((wanted) => window.twilioRaw.enable(wanted, false), name)
      await hears(ben, `trackDisabled anna ${name}`)
      await anna.page.evaluate((wanted) => window.twilioRaw.enable(wanted, true), name)
      await hears(ben, `trackEnabled anna ${name}`)
    }
    await sees(ben, 'anna/camera')

    expect(await publish(anna, 'screen')).toBe(0)
    await sees(ben, 'anna/screen')
    await unpublish(anna, 'screen')
    await hears(ben, 'trackUnsubscribed anna screen')
    await hears(ben, 'trackUnpublished anna screen')
    expect(await publish(anna, 'again')).toBe(0)
    await sees(ben, 'anna/again')

    await anna.page.evaluate(() => window.twilioRaw.leave())
    await hears(anna, 'disconnected without error')
    await hears(ben, 'participantDisconnected anna')
    await waitFor('anna to be out', () => service.rooms.find('visit')?.present.size === 1)
  })

  test('three who come at the same moment see each other', async () => {
    await start()
    const people = await Promise.all(['anna', 'ben', 'cleo'].map((name) => open(name)))
    expect(await Promise.all(people.map((person) => join(person)))).toEqual([0, 0, 0])
    for (const person of people)
      for (const other of people) if (other !== person) await sees(person, `${other.name}/camera`)
  })

  test('a page that subscribes to nothing is shown nothing', async () => {
    await start()
    const anna = await enter('anna')
    const ben = await enter('ben', { publish: false, options: { automaticSubscription: false, iceServers: [] } })
    expect(await publish(anna, 'screen')).toBe(0)
    await hears(ben, 'trackPublished anna screen')
    // Here the bytes come all the same: there is no server in between.
    await waitFor('media', async () => (await ben.page.evaluate(() => window.bench.bytes())).received.video > 20_000)
    expect((await events(ben)).filter((event) => event.startsWith('trackSubscribed'))).toEqual([])
  })

  test('a dropped line is mended, and what changed meanwhile on both sides is there', async () => {
    await start({ graceMs: 10_000 })
    const [anna, ben] = await enterBoth()
    await see([anna, 'ben/camera'], [ben, 'anna/camera'])
    service.faults.dropSignaling({ identity: 'ben' })
    await hears(ben, 'reconnecting 53001')
    await hears(ben, 'reconnected')
    await hears(anna, 'participantReconnecting ben')
    await hears(anna, 'participantReconnected ben')

    const mend = service.faults.cutSignaling({ identity: 'ben' })
    await waitFor('ben to be away', async () => (await room(ben))?.state === 'reconnecting')
    const published = publish(ben, 'late')
    expect(await publish(anna, 'screen')).toBe(0)
    await anna.page.evaluate(() => window.twilioRaw.enable('microphone', false))
    mend()
    expect(await published).toBe(0)
    await see([anna, 'ben/late'], [ben, 'anna/screen'], [ben, 'anna/camera'])
    await hears(ben, 'trackDisabled anna microphone')
    expect((await events(anna)).filter((event) => event.startsWith('participantDisconnected'))).toEqual([])
  })

  test('signaling that stays away, and heartbeats that stay out', async () => {
    await start({ sessionTimeout: 2, heartbeatMs: 400 })
    const anna = await enter('anna', { publish: false })
    const beat = service.faults.stopHeartbeats({ identity: 'anna' })
    await hears(anna, 'reconnecting 53001')
    beat()
    await hears(anna, 'reconnected')
    service.faults.cutSignaling()
    await hears(anna, 'disconnected 53001')
  })

  test('a tab that crashes is gone after the grace, and the other call goes on', async () => {
    await start({ graceMs: 1_000 })
    const [anna, ben] = await enterBoth()
    await see([anna, 'ben/camera'])
    await ben.closeTab()
    await hears(anna, 'participantReconnecting ben')
    await hears(anna, 'participantDisconnected ben')
    expect((await events(anna)).filter((event) => event.startsWith('reconnecting'))).toEqual([])
  })

  test.each<[KickStyle, string]>([
    ['disconnected', 'disconnected without error'],
    ['close-1000', 'disconnected without error'],
    [{ error: 53204 }, 'disconnected 53204'],
  ])('put out by %o', async (kick, event) => {
    await start({ kick })
    const [anna, ben] = await enterBoth({ publish: false })
    const { apiKeySecret, apiKeySid } = service.account
    const { status } = await fetch(`${service.apiUrl}/v1/Rooms/visit/Participants/ben`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${apiKeySid}:${apiKeySecret}`).toString('base64')}` },
      body: new URLSearchParams({ Status: 'disconnected' }),
    })
    expect(status).toBe(202)
    await hears(ben, event)
    await hears(anna, 'participantDisconnected ben')
  })

  test('the same identity again, a room that is over, a token that has expired', async () => {
    await start()
    const [anna, older] = await enterBoth({ publish: false })
    const newer = await enter('ben', { publish: false })
    await hears(older, 'disconnected 53205')
    expect((await room(anna))?.people).toEqual(['ben'])

    service.faults.expireTokens({ identity: 'ben' })
    service.faults.dropSignaling({ identity: 'ben' })
    await hears(newer, 'reconnecting 53001')
    await hears(newer, 'disconnected 20104')
    service.faults.completeRoom('visit')
    await hears(anna, 'disconnected 53118')
  })

  test('why a page is not let in', async () => {
    await start()
    const anna = await open('anna')
    expect(await join(anna, { token: 'garbage' })).toBe(20101)
    expect(await join(anna, { token: await service.token('anna', { lifetime: -1 }) })).toBe(20104)
    expect(await join(anna, { token: await service.token('anna', { secret: 'another' }) })).toBe(20107)
    expect(await join(anna, { options: { name: 'r'.repeat(129) } })).toBe(53101)
    service.faults.busy({ retryAfter: -1, times: 1 })
    expect(await join(anna)).toBe(53006)
    service.faults.busy({ retryAfter: 50, times: 1 })
    expect(await join(anna, { publish: false })).toBe(0)
  })

  test('a track that is refused, and one that does not arrive', async () => {
    await start()
    const [anna, ben] = await enterBoth({ publish: false })
    const allow = service.faults.rejectPublish({ identity: 'ben' })
    expect(await publish(ben, 'refused')).toBe(53305)
    allow()
    service.faults.failSubscription({ identity: 'anna' }, { name: 'lost' })
    expect(await publish(ben, 'lost')).toBe(0)
    await hears(anna, 'trackSubscriptionFailed ben lost 53404')
  })

  test('both offer at once, again and again', async () => {
    await start()
    const [anna, ben] = await enterBoth({ publish: false })
    const shown: string[] = []
    for (let round = 1; round <= 5; round += 1) {
      const name = `picture-${round}`
      await Promise.all([publish(anna, name), publish(ben, name)])
      shown.push(name)
      await Promise.all([sees(anna, `ben/${name}`), sees(ben, `anna/${name}`)])
    }
    for (const name of shown) await see([anna, `ben/${name}`], [ben, `anna/${name}`])
    const pairs = service.rooms.find('visit')?.pairs
    expect(pairs?.collisions).toBeGreaterThan(0)
    expect(pairs?.replaced).toBe(0)
  })

  test('a connection that is replaced carries the same tracks again', async () => {
    await start()
    const [anna, ben] = await enterBoth()
    await see([anna, 'ben/camera'], [ben, 'anna/camera'])
    const pairs = service.rooms.find('visit')?.pairs
    for (const id of pairs?.ids ?? []) pairs?.replace(id)
    await hears(anna, 'trackUnsubscribed ben camera')
    await see([anna, 'ben/camera'], [ben, 'anna/camera'])
  })

  test('what a media server would notice', async () => {
    await start()
    const options = { dominantSpeaker: true, networkQuality: true, receiveTranscriptions: true, bandwidthProfile: {} }
    const [anna, ben] = await enterBoth({ options })
    await see([anna, 'ben/camera'], [ben, 'anna/camera'])
    service.signals.dominantSpeaker('visit', 'ben')
    await hears(anna, 'dominantSpeakerChanged ben')
    await waitFor('the quality', async () => (await anna.page.evaluate(() => window.twilioRaw.quality())) === 5)
    service.signals.networkQuality({ identity: 'anna' }, 2)
    await waitFor('the quality to fall', async () => (await anna.page.evaluate(() => window.twilioRaw.quality())) === 2)
    service.signals.transcription('visit', { identity: 'ben', text: 'good morning', sequence: 1 })
    await hears(anna, 'transcription good morning')
    service.signals.switchOff({ identity: 'anna' }, 'ben', true)
    await hears(anna, 'trackSwitchedOff ben camera')
    service.signals.switchOff({ identity: 'anna' }, 'ben', false)
    await hears(anna, 'trackSwitchedOn ben camera')
    service.signals.recording('visit', true)
    await hears(anna, 'recordingStarted')
    service.signals.recording('visit', false)
    await hears(anna, 'recordingStopped')
  })

  test('media that are cut come back', async () => {
    await start()
    const line = await MediaLine.open(1)
    try {
      const anna = await enter('anna')
      const ben = await open('ben', line)
      await line.layTo(ben.context)
      expect(await join(ben)).toBe(0)
      await see([anna, 'ben/camera'], [ben, 'anna/camera'])
      const mend = line.cut()
      await hears(ben, 'reconnecting 53405', 20_000)
      mend()
      await hears(ben, 'reconnected', 20_000)
      await see([anna, 'ben/camera'], [ben, 'anna/camera'])
    } finally {
      await line.close()
    }
  })
})
