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
})
