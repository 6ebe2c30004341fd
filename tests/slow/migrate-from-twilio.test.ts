import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ExampleServer } from '../bench/example-server.ts'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import type { Participant } from '../bench/participant.ts'
import { guest, host, type Person } from '../bench/person.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import { startTwilio, type TwilioService } from '../services/twilio/index.ts'

const example = join(import.meta.dirname, '../../examples/migrate-from-twilio')

/** The example as it is shipped: its built pages, its servers, and `twilio-video` on our stand-in of Twilio's service. */
describe('the move from Twilio in three steps', () => {
  const bench = useBench()
  const servers: ExampleServer[] = []
  let pages: string
  let service: TwilioService
  let folder: string

  beforeAll(async () => {
    pages = join(bench.folder, 'migrate-from-twilio')
    await build({ configFile: join(example, 'vite.config.ts'), logLevel: 'silent', build: { outDir: pages } })
  })
  beforeEach(async () => {
    service = await startTwilio()
    folder = await mkdtemp(join(tmpdir(), 'televid-migrate-'))
  })
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()))
    await service?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  afterAll(() => rm(pages, { recursive: true, force: true }))

  const start = async (main: readonly [string, ...string[]], more: Readonly<Record<string, string>> = {}) => {
    const { accountSid, apiKeySecret, apiKeySid } = service.account
    const env = {
      PAGES: pages,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_API_KEY_SID: apiKeySid,
      TWILIO_API_KEY_SECRET: apiKeySecret,
      TWILIO_WS_SERVER: service.wsServer,
      TWILIO_API_URL: service.apiUrl,
      ...more,
    }
    const [file, ...args] = main
    const server = await ExampleServer.start([join(example, file), ...args], { env, folder, links: 2 })
    servers.push(server)
    return server.links as readonly [string, string]
  }
  const startControlPlane = (provider: string, room: string) =>
    start(['step-3/server.ts', room], { TELEVID_PROVIDER: provider })

  const enter = async ({ identity: name, color, tone }: Person, url: string) => {
    const picture = `rgb(${color.join(', ')})`
    const person = await bench.open({ name, url, devices: { tone, picture } })
    await says(person, 'You are in the call.')
    return person
  }
  const says = (person: Participant, text: string) =>
    waitFor(`"${text}" in ${person.name}'s page`, async () => (await status(person)) === text, { timeoutMs: 20_000 })
  const status = ({ page }: Participant) => page.evaluate(() => document.querySelector('#status')?.textContent)
  /** Tiles of others. */
  const tiles = ({ page }: Participant) => page.evaluate(() => document.querySelectorAll('figure:not(#self)').length)
  const sees = async (person: Participant, { color, identity }: Person) => {
    await waitFor(
      `${person.name} to see ${identity}`,
      () => showsMovingPicture(person, 'figure:not(#self) video', { color }),
      { timeoutMs: 20_000 },
    )
    expect(await tiles(person)).toBe(1)
  }
  const hears = (person: Participant, { identity, tone }: Person, times = 1) =>
    waitFor(
      `${person.name} to hear ${identity} ${times} times`,
      async () => (await person.page.evaluate((asked) => window.bench.heard([asked]), tone))[tone] === times,
      { timeoutMs: 15_000 },
    )
  const sign = (person: Participant, source: string, wanted: 'live' | 'off') =>
    waitFor(
      `the other's ${source} to be ${wanted} for ${person.name}`,
      async () =>
        (await person.page.evaluate(
          (asked) => document.querySelector<HTMLElement>('figure:not(#self)')?.dataset[asked],
          source,
        )) === wanted,
    )
  const click = ({ page }: Participant, button: string) => page.click(`#${button}`)

  const meet = async (one: Participant, two: Participant) => {
    await Promise.all([sees(one, guest), sees(two, host)])
    await Promise.all([hears(one, guest), hears(two, host)])
  }
  /** The whole app: both see, hear, mute, turn the camera off, and one leaves. */
  const call = async (one: Participant, two: Participant) => {
    await meet(one, two)
    for (const [from, to, who] of [
      [one, two, host],
      [two, one, guest],
    ] as const) {
      for (const source of ['microphone', 'camera']) {
        await sign(to, source, 'live')
        await click(from, source)
        await sign(to, source, 'off')
        if (source === 'microphone') await hears(to, who, 0)
        await click(from, source)
        await sign(to, source, 'live')
      }
      await Promise.all([hears(to, who), sees(to, who)])
    }
    await click(two, 'leave')
    await says(two, 'The call is over.')
    expect(await two.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    await waitFor(`${two.name} to be gone`, async () => (await tiles(one)) === 0)
  }
  /** People that the stand-in has in a room: more than one makes it one room. */
  const inRoom = (name: string) => service.rooms.find(name)?.present.size ?? 0

  test('step 1: two pages on twilio-video', async () => {
    const [raw] = await start(['server/main.ts'])
    const people = [await enter(host, raw), await enter(guest, raw)] as const
    expect(inRoom('visit-kdqmx')).toBe(2)
    await call(...people)
  })

  test('step 2: a page on TeleVid meets one of step 1, by the same token endpoint', async () => {
    const [raw, core] = await start(['server/main.ts'])
    const people = [await enter(host, raw), await enter(guest, core)] as const
    expect(inRoom('visit-kdqmx')).toBe(2)
    await call(...people)
  })

  test('step 3: an invited page meets one of step 2 on Twilio; one value later visits are on p2p', {
    timeout: 90_000,
  }, async () => {
    const [invited] = await startControlPlane('twilio', 'visit-kdqmx')
    const { origin } = new URL(invited)
    const [one, two] = [await enter(host, invited), await enter(guest, `${origin}/step-2/?room=visit-kdqmx`)]
    expect(inRoom('visit-kdqmx')).toBe(2)
    await call(one, two)
    const back = await enter(guest, `${origin}/step-3/?room=visit-kdqmx`)
    await meet(one, back)
    for (const person of [one, two, back]) await person.close()
    await servers.pop()?.stop()

    const links = await startControlPlane('p2p', 'visit-mqdkx')
    const people = [await enter(host, links[0]), await enter(guest, links[1])] as const
    expect(service.rooms.find('visit-mqdkx')).toBeNull()
    await meet(...people)
  })
})
