import type { ConformanceCase } from '../conformance-case.ts'
import { screenOf } from '../harness/screen-of.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { withThirdPerson } from './with-third-person.ts'

/** Bytes per second below which nothing is sent but what keeps a connection alive. */
const silentBytesPerSecond = 1_000

export const screen: readonly ConformanceCase[] = [
  {
    id: 'screen/seen',
    title: 'A shared screen is seen on the other page as source `screen`.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'C-33 screen share; 19.21 screen cancel, stop',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      await share(one)
      await waitFor('the screen', () => two.sees(one.person, 'screen'))
      await stop(one)
    },
  },
  {
    id: 'screen/beside-the-camera',
    title: 'Camera and screen are seen side by side; ending one leaves the other.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'C-33 screen share; 19.12 publication',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await share(one)
      await waitFor('the screen', () => two.sees(one.person, 'screen'))
      await waitFor('the camera beside it', () => two.sees(one.person))
      await one.turn('camera', false)
      await waitFor('the camera to be off', async () => (await two.shows(one.person))?.camera === 'off')
      await waitFor('the screen alone', () => two.sees(one.person, 'screen'))
      await one.turn('camera', true)
      await stop(one)
      await waitFor('the screen to be gone', async () => (await screensOn(two)) === 0)
      await waitFor('the camera alone', () => two.sees(one.person))
      equal((await two.shows(one.person))?.camera, 'live', 'the camera')
    },
  },
  {
    id: 'screen/stopped-by-the-app',
    title: 'After `screen.disable()` the track is unpublished on the other page and no display capture is live.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'inv. 9; C-33 screen share',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const before = (await two.events()).length
      // What the first share left behind would show up during the second.
      for (const turn of ['first', 'second']) {
        await share(one)
        await waitFor(`the ${turn} screen`, () => two.sees(one.person, 'screen'))
        const live = await one.page.evaluate(async () => {
          await window.conformance.room.local.screen.disable()
          const { tracks, liveTracks } = window.bench
          const displayed = new Set(tracks().flatMap(({ api, capture }) => (api === 'getDisplayMedia' ? capture : [])))
          return liveTracks().filter(({ capture }) => displayed.has(capture))
        })
        equal(live, [], 'live tracks of the display')
        await waitFor('the screen to be gone', async () => (await screensOn(two)) === 0)
      }
      await one.fence(two)
      const once = ['trackPublished', 'trackSubscribed', 'trackUnsubscribed', 'trackUnpublished'].map(
        (event) => `${event} ${one.identity} screen`,
      )
      const events = (await two.events()).slice(before).filter((event) => event.endsWith(' screen'))
      // Whether the end is seen as muted first is a matter of timing.
      equal(
        events.filter((event) => !event.startsWith('trackMuted')),
        [...once, ...once],
        'events of two shares',
      )
    },
  },
  {
    id: 'screen/stopped-by-the-browser',
    title: '"Stop sharing" unpublishes the track on the other page, ends the source and leaves no dead publication.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'inv. 9; C-33 screen share; 19.21 screen cancel, stop',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await one.turn('camera', false)
      await share(one)
      await waitFor('the screen', () => two.sees(one.person, 'screen'))
      const before = (await two.events()).length
      await endShare(one)
      const unpublished = `trackUnpublished ${one.identity} screen`
      await waitFor('the track to be unpublished', async () => (await two.events()).slice(before).includes(unpublished))
      await waitFor('the source to end', async () => (await one.snapshot()).self.screen.state === 'off')
      equal(await one.captures('video'), [], 'pictures captured')
      await waitFor('no picture to arrive, but the voice', async () => {
        const { audio, video } = await two.arriving()
        return video < silentBytesPerSecond && audio > silentBytesPerSecond
      })
      equal(await screensOn(two), 0, 'screens on the other page')
      await one.turn('camera', true)
    },
  },
  {
    id: 'screen/canceled',
    title: 'A canceled picker rejects with `screen-canceled`, and nobody sees a track.',
    level: 'MUST',
    requires: 'screenShare',
    proves: '19.21 screen cancel, stop',
    async run({ call, equal }) {
      const [one, two] = await call(2)
      const before = (await two.events()).length
      const code = await one.page.evaluate(async () => {
        const { mediaDevices } = navigator
        const inner = mediaDevices.getDisplayMedia
        mediaDevices.getDisplayMedia = () => Promise.reject(new DOMException('Nothing chosen.', 'NotAllowedError'))
        try {
          await window.conformance.room.local.screen.enable()
          return 'done'
        } catch (error) {
          return (error as { readonly code: string }).code
        } finally {
          mediaDevices.getDisplayMedia = inner
        }
      })
      equal(code, 'screen-canceled', 'how the share ended')
      await one.fence(two)
      const events = (await two.events()).slice(before).filter((event) => event.includes(' screen'))
      equal(events, [], 'events of a screen')
      equal((await one.snapshot()).self.screen.state, 'off', 'the own screen')
    },
  },
  {
    id: 'screen/again-and-again',
    title: 'Three shares in a row are each seen.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'C-33 screen share',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      for (const turn of ['first', 'second', 'third']) {
        await share(one)
        await waitFor(`the ${turn} screen`, () => two.sees(one.person, 'screen'))
        await stop(one)
        await waitFor('it to be gone', async () => (await screensOn(two)) === 0)
      }
    },
  },
  {
    id: 'screen/two-people-share',
    title: "Two pages share at one time, each sees the other's.",
    level: 'MUST',
    requires: 'screenShare',
    proves: 'C-33 screen share',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      await Promise.all([share(one), share(two)])
      await waitFor('the screen of the first', () => two.sees(one.person, 'screen'))
      await waitFor('the screen of the second', () => one.sees(two.person, 'screen'))
      await Promise.all([stop(one), stop(two)])
    },
  },
  {
    id: 'screen/late-joiner',
    title: 'Who joins during a share sees it.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'inv. 1; C-33 screen share',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        await share(first)
        await third.join({})
        await context.waitFor('the screen', () => third.sees(first.person, 'screen'))
        await stop(first)
      })
    },
  },
  {
    id: 'screen/no-second-microphone',
    title: 'A share without sound does not send the microphone twice.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'C-33 screen share; 19.21 screen cancel, stop',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await waitFor('the voice', async () => (await two.hears(one.person))[0] === 1)
      await share(one, false)
      await waitFor('the screen', () => two.sees(one.person, 'screen'))
      equal(await two.hears(one.person, screenOf(one.person)), [1, 0], 'players of the voice and of the screen')
      await stop(one)
    },
  },
  {
    id: 'screen/sound',
    title: 'The sound of a shared tab is heard once, as `screen-audio`, and ends with the picture.',
    level: 'SHOULD',
    requires: 'screenAudio',
    proves: 'C-33 screen share; 19.21 screen cancel, stop',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const heard = async () => (await two.hears(one.person, screenOf(one.person))).join()
      await share(one)
      await waitFor('voice and sound, once each', async () => (await heard()) === '1,1')
      const { participants } = await two.snapshot()
      const sources = participants[0]?.tracks.flatMap(({ kind, source }) => (kind === 'audio' ? source : []))
      equal(sources?.sort(), ['microphone', 'screen-audio'], 'sources of sound')
      await endShare(one)
      await waitFor('the voice alone', async () => (await heard()) === '1,0')
      equal((await one.captures('audio')).length, 1, 'captures of sound')
    },
  },
]

async function share({ page }: PersonPage, audio = true): Promise<void> {
  await page.evaluate((asked) => window.conformance.room.local.screen.enable({ audio: asked }), audio)
}

async function stop({ page }: PersonPage): Promise<void> {
  await page.evaluate(() => window.conformance.room.local.screen.disable())
}

/** As "Stop sharing" of the browser does. */
async function endShare({ page }: PersonPage): Promise<void> {
  await page.evaluate(() => window.bench.endCaptures('video', 'getDisplayMedia'))
}

function screensOn({ page }: PersonPage): Promise<number> {
  return page.locator('video[data-source="screen"]').count()
}
