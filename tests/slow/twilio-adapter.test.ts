import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import { type PageServer, startPageServer } from '../bench/page-server.ts'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import { startTwilio, type TwilioOptions, type TwilioService } from '../services/twilio/index.ts'

/** Core and the adapter on the unmodified SDK; what the stand-in decides is marked in the name of a test. */
describe('the Twilio adapter on the stand-in', () => {
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
  const tones: Record<string, number> = { anna: 440, ben: 700, cleo: 1000 }
  const open = (name: string) =>
    bench.open({ name, url: `${pages.origin}/pages/twilio-adapter/`, devices: { tone: tones[name] ?? 440 } })
  const credentials = async (identity: string, more: object = {}) => ({
    identity,
    token: await service.token(identity),
    wsServer: service.wsServer,
    ...more,
  })
  const join = async (person: Participant, more: object = {}) =>
    person.page.evaluate((wanted) => window.televidTwilio.join(wanted), await credentials(person.name, more))
  const enter = async (name: string, more: object = {}) => {
    const person = await open(name)
    expect(await join(person, more)).toBeNull()
    return person
  }
  const events = ({ page }: Participant) => page.evaluate(() => window.televidTwilio.events())
  const hears = (person: Participant, event: string, timeoutMs = 15_000) =>
    waitFor(`${person.name} to hear: ${event}`, async () => (await events(person)).includes(event), { timeoutMs })
  const sees = (person: Participant, picture: string) =>
    waitFor(`${person.name} to see ${picture}`, () => showsMovingPicture(person, `#${picture}`), { timeoutMs: 15_000 })
  const isOff = (person: Participant, track: string) =>
    waitFor(
      `${track} to be off for ${person.name}`,
      async () => (await person.page.evaluate(() => window.televidTwilio.tracks()))[track] !== 'live',
    )
  const send = ({ page }: Participant, payload: unknown, reliable = true) =>
    page.evaluate(([said, sure]) => window.televidTwilio.room().messages.send(said, { topic: 't', reliable: sure }), [
      payload,
      reliable,
    ] as const)

  test('a visit: pictures, voices, messages, camera off and on, a screen, a leave', async () => {
    await start()
    const anna = await enter('anna')
    const ben = await enter('ben')
    await Promise.all([send(anna, 'from anna'), send(ben, 'from ben'), send(ben, 'lossy', false)])
    await hears(ben, 'message anna t from anna')
    await hears(anna, 'message ben t from ben')
    await Promise.all([sees(anna, 'ben-camera'), sees(ben, 'anna-camera')])

    for (let round = 0; round < 3; round++) {
      await anna.page.evaluate(() => window.televidTwilio.room().local.camera.disable())
      expect(await anna.page.evaluate(() => window.bench.liveTracks().filter(({ kind }) => kind === 'video'))).toEqual(
        [],
      )
      await isOff(ben, 'anna-camera')
      await anna.page.evaluate(() => window.televidTwilio.room().local.camera.enable())
      await sees(ben, 'anna-camera')
    }
    expect((await events(ben)).filter((event) => event.includes('published anna camera'))).toEqual([
      'published anna camera',
    ])

    await anna.page.evaluate(() => window.televidTwilio.room().local.screen.enable())
    await sees(ben, 'anna-screen')
    await anna.page.evaluate(() => window.televidTwilio.room().local.screen.disable())
    await hears(ben, 'unpublished anna screen')

    await anna.page.evaluate(() => window.televidTwilio.room().leave())
    expect(await anna.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    await hears(ben, 'left anna')
    await waitFor('anna to be out', () => service.rooms.find('visit-1')?.present.size === 1)
  })

  /** Players at a page through which somebody's voice is heard. */
  const voices = ({ page }: Participant, of: Participant) => {
    const tone = tones[of.name] ?? 0
    return page.evaluate(async (frequency) => (await window.bench.heard([frequency]))[frequency], tone)
  }
  const hearsVoice = (person: Participant, of: Participant, count: number) =>
    waitFor(`${of.name} to be heard ${count} times`, async () => (await voices(person, of)) === count)
  const liveKinds = ({ page }: Participant) =>
    page.evaluate(() => window.bench.liveTracks().map(({ kind }) => String(kind)))

  test('mute is silence at the other page, with the capture kept and without', async () => {
    await start()
    const [anna, ben] = [await enter('anna'), await enter('ben')]
    await hearsVoice(ben, anna, 1)
    for (const keepCapture of [true, false, true]) {
      await anna.page.evaluate(
        (keep) => window.televidTwilio.room().local.microphone.disable({ keepCapture: keep }),
        keepCapture,
      )
      await isOff(ben, 'anna-microphone')
      await hearsVoice(ben, anna, 0)
      expect((await liveKinds(anna)).includes('audio')).toBe(keepCapture)
      await anna.page.evaluate(() => window.televidTwilio.room().local.microphone.enable())
      await hearsVoice(ben, anna, 1)
    }
    expect((await events(ben)).filter((event) => event.includes('published anna microphone'))).toHaveLength(1)
  })

  test('five switches without a pause end on the last picture, under the same track', async () => {
    await start()
    const [anna, ben] = [await enter('anna'), await enter('ben')]
    await sees(ben, 'anna-camera')
    await anna.page.evaluate(async () => {
      const { camera } = window.televidTwilio.room().local
      const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
      await Promise.all(
        [0, 1, 0, 1, 0].map((index) => {
          const { deviceId } = devices[index % devices.length] ?? {}
          return camera.enable(deviceId === undefined ? {} : { deviceId })
        }),
      )
    })
    await sees(ben, 'anna-camera')
    // The capture, core's clone of it for the adapter, the SDK's own, and what the SDK sends.
    expect((await liveKinds(anna)).filter((kind) => kind === 'video').length).toBeLessThanOrEqual(4)
    expect((await events(ben)).filter((event) => event.includes('published anna camera'))).toHaveLength(1)
  })

  test('signaling that breaks is told as such, media go on, and messages of then arrive once', async () => {
    await start({ graceMs: 10_000 })
    const [anna, ben] = [await enter('anna'), await enter('ben')]
    await Promise.all([send(anna, 'before'), sees(anna, 'ben-camera'), sees(ben, 'anna-camera')])
    const mend = service.faults.cutSignaling({ identity: 'ben' })
    await hears(ben, 'connection reconnecting signaling')
    await send(ben, 'meanwhile')
    await sees(ben, 'anna-camera')
    mend()
    await waitFor(
      'ben to be back',
      async () => (await events(ben)).filter((event) => event === 'connection connected').length === 2,
    )
    await Promise.all([send(anna, 'after'), send(ben, 'after')])
    await hears(ben, 'message anna t after')
    await hears(anna, 'message ben t after')
    expect((await events(anna)).filter((event) => event.startsWith('message'))).toEqual([
      'message ben t meanwhile',
      'message ben t after',
    ])
    expect((await events(anna)).filter((event) => event.startsWith('left'))).toEqual([])
  })

  test('a newcomer gets what is sent in the turn they are announced in', async () => {
    await start()
    const anna = await enter('anna')
    await anna.page.evaluate(() => {
      const room = window.televidTwilio.room()
      room.on('participantJoined', ({ identity }) => void room.messages.send(`welcome ${identity}`, { topic: 't' }))
    })
    for (const name of ['ben', 'cleo']) await hears(await enter(name), `message anna t welcome ${name}`)
  })

  test('scripted: each end has its reason', async () => {
    await start({ sessionTimeout: 2 })
    const [anna, ben, cleo] = [await enter('anna'), await enter('ben'), await enter('cleo')]
    service.faults.kick({ identity: 'anna' })
    await hears(anna, 'connection disconnected unknown ')
    expect(await liveKinds(anna)).toEqual([])
    service.faults.expireTokens({ identity: 'ben' })
    service.faults.dropSignaling({ identity: 'ben' })
    await hears(ben, 'connection disconnected token-expired 20104')
    service.faults.completeRoom('visit-1')
    await hears(cleo, 'connection disconnected room-ended 53118')
    expect(await liveKinds(cleo)).toEqual([])
  })

  test('scripted: what Twilio refuses is a typed error', async () => {
    await start()
    const anna = await open('anna')
    expect(await join(anna, { token: await service.token('anna', { lifetime: -10 }) })).toBe('grant-expired')
    expect(await join(anna, { token: 'nonsense' })).toBe('grant-invalid')
    expect(await join(anna, { token: await service.token('anna', { secret: 'another one' }) })).toBe('grant-invalid')
    expect(await liveKinds(anna)).toEqual([])
  })

  test('a join given up while the service does not answer leaves nobody and nothing behind', async () => {
    await start()
    service.faults.holdJoins()
    const anna = await open('anna')
    const options = { abortAfterMs: 1500 }
    const wanted = [await credentials('anna'), options] as const
    expect(await anna.page.evaluate((given) => window.televidTwilio.join(...given), wanted)).toBe('aborted')
    await waitFor('every line to be closed', () => service.lines === 0)
    await waitFor('every connection to be closed', async () => {
      const { peerConnections, webSockets } = await anna.page.evaluate(() => window.bench.open())
      return peerConnections + webSockets === 0
    })
    expect(await liveKinds(anna)).toEqual([])
  })

  test('a page on the SDK alone and one of ours meet in one room', async () => {
    await start()
    const anna = await enter('anna')
    const ben = await bench.open({ name: 'ben', url: `${pages.origin}/pages/twilio-raw/` })
    const raw = [await service.token('ben'), { name: 'visit-1', wsServer: service.wsServer }, true] as const
    expect(await ben.page.evaluate((given) => window.twilioRaw.join(...given), raw)).toBe(0)
    await sees(anna, 'ben-camera')
    await waitFor('ben to see anna', async () => {
      const frames = await ben.page.evaluate(() => window.twilioRaw.frames())
      return Object.entries(frames).some(([name, count]) => name.startsWith('anna/camera:') && count > 3)
    })
    // Its data are its own affair.
    await ben.page.evaluate(() => window.twilioRaw.send('not for the adapter'))
    await send(anna, 'not for the raw page')
    await ben.page.evaluate(() => window.twilioRaw.enable('camera', false))
    await isOff(anna, 'ben-camera')
    expect((await events(anna)).filter((event) => event.startsWith('message'))).toEqual([])
    await anna.page.evaluate(() => window.televidTwilio.room().local.microphone.disable())
    await waitFor('ben to hear of the mute', async () =>
      (await ben.page.evaluate(() => window.twilioRaw.events())).some((event) =>
        event.startsWith('trackDisabled anna microphone:'),
      ),
    )
  })

  test('scripted: quality, recording and captions reach the app', async () => {
    await start()
    const anna = await enter('anna')
    await anna.page.evaluate(async () => {
      const room = window.televidTwilio.room()
      room.on('captionReceived', ({ text }) => document.body.setAttribute('data-caption', text))
      await room.captions.start()
    })
    // The SDK asks again after 5 s, then 7.5, when its first report of quality was lost (networkqualitysignaling.js).
    const patience = { timeoutMs: 40_000 }
    const snapshot = () => anna.page.evaluate(() => window.televidTwilio.room().snapshot)
    await waitFor('quality', async () => (await snapshot()).self.quality.unified === 5, patience)
    service.signals.networkQuality({}, 1)
    await waitFor('less quality', async () => (await snapshot()).self.quality.unified === 1, patience)
    service.signals.recording('visit-1', true)
    await waitFor('recording', async () => (await snapshot()).recording.active, patience)
    service.signals.transcription('visit-1', { identity: 'anna', text: 'good morning', sequence: 1 })
    await waitFor('a caption', async () => (await anna.page.getAttribute('body', 'data-caption')) === 'good morning')
  })
})
