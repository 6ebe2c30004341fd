import type { ConformanceCase } from '../conformance-case.ts'
import { screenOf } from '../harness/screen-of.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'
import { seesColor } from './sees-color.ts'
import { trackOf } from './track-of.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'

const devices = ['camera', 'microphone'] as const
/** Video of the bench takes many times as much. */
const stoppedBytesPerSecond = 1_000

export const track: readonly ConformanceCase[] = [
  {
    id: 'track/source-and-kind',
    title: 'Camera, microphone and screen arrive with the right source and kind.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'C-22 publish source; 19.12 publication',
    async run(context) {
      const [one, two] = await context.call(2)
      await two.page.evaluate(() => window.conformance.room.local.screen.enable({ audio: false }))
      // Each picture has a color of its own: what is called a camera must not show the screen.
      await context.waitFor('the screen', () => seesColor(one, two.identity, 'screen', screenOf(two.person).color))
      await context.waitFor('the camera', () => seesColor(one, two.identity, 'camera', two.person.color))
      await context.waitFor('the voice', async () => (await one.hears(two.person))[0] === 1)
      const { tracks = [] } = (await one.snapshot()).participants[0] ?? {}
      const kinds = tracks.map(({ kind, source }) => `${source}: ${kind}`).sort()
      context.equal(kinds, ['camera: video', 'microphone: audio', 'screen: video'], 'sources and kinds')
      await two.page.evaluate(() => window.conformance.room.local.screen.disable())
      await context.waitFor('the screen to be gone', async () => {
        const [participant] = (await one.snapshot()).participants
        return participant?.tracks.length === 2
      })
    },
  },
  {
    id: 'track/same-track-over-off-and-on',
    title: 'Camera off and on keeps id and object on the other page, and frames come back.',
    level: 'MUST',
    proves: 'inv. 4; C-23 track id; 19.14 camera off',
    async run(context) {
      const [one, two] = await context.call(2)
      const before = await trackOf(one, two.person, 'camera')
      await two.turn('camera', false)
      await context.waitFor('the camera to be off', async () => (await one.shows(two.person))?.camera === 'off')
      await two.turn('camera', true)
      await context.waitFor('the picture', () => one.sees(two.person))
      const after = await trackOf(one, two.person, 'camera')
      const same = await one.page.evaluate(([was, now]) => was === now && was.id === now.id, [before, after] as const)
      context.check(same, 'the camera that came back is another track object')
    },
  },
  {
    id: 'track/steady-until-left',
    title: 'Camera and microphone, once seen, are unpublished only when their owner leaves.',
    level: 'MUST',
    proves: 'rule isSteadySource (decision 2); C-24 mute',
    async run(context) {
      const [one, two] = await context.call(2)
      const mark = (await one.events()).length
      const unpublished = async () =>
        (await one.events()).slice(mark).filter((event) => event.startsWith('trackUnpublished'))
      for (const on of [false, true, false, true, false, true]) {
        for (const source of devices) await two.turn(source, on)
        const state = on ? 'live' : 'off'
        await context.waitFor(`both to be ${state}`, async () => {
          const shown = await one.shows(two.person)
          return shown?.camera === state && shown.microphone === state
        })
      }
      await two.fence(one)
      context.equal(await unpublished(), [], 'sources unpublished by toggles')
      await two.leave()
      await untilGone(context, two, [one])
      const gone = devices.map((source) => `trackUnpublished ${two.identity} ${source}`)
      context.equal([...(await unpublished())].sort(), gone, 'sources unpublished by leaving')
      await two.join()
    },
  },
  {
    id: 'track/screen-is-new-each-time',
    title: 'Each share is a new track with a new id.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'C-23 track id; 19.12 publication',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const idOfScreen = async () => {
        const [participant] = (await one.snapshot()).participants
        return participant?.tracks.find(({ source }) => source === 'screen')?.id ?? ''
      }
      const ids = new Set<string>()
      for (let share = 0; share < 3; share += 1) {
        await two.page.evaluate(() => window.conformance.room.local.screen.enable({ audio: false }))
        ids.add(await waitFor('the share to come', idOfScreen))
        await waitFor('the screen', () => seesColor(one, two.identity, 'screen', screenOf(two.person).color))
        await two.page.evaluate(() => window.conformance.room.local.screen.disable())
        await waitFor('the share to go', async () => (await idOfScreen()) === '')
      }
      equal(ids.size, 3, 'ids of three shares')
    },
  },
  {
    id: 'track/unsubscribe-stops-bytes',
    title: '`setSubscribed(false)` on a camera stops its bytes; sound goes on.',
    level: 'SHOULD',
    requires: 'subscriptions',
    proves: 'C-30 subscribe; 19.15 interrupted media',
    async run(context) {
      const [one, two] = await context.call(2)
      const camera = await trackOf(one, two.person, 'camera')
      await camera.evaluate((track) => track.setSubscribed(false))
      await context.waitFor('the picture to stop while the voice goes on', async () => {
        const { audio, video } = await one.arriving()
        return video < stoppedBytesPerSecond && audio > stoppedBytesPerSecond
      })
      context.equal(await one.hears(two.person), [1], 'players that let out the voice')
      context.equal(await camera.evaluate(({ subscribed }) => subscribed), false, 'subscribed')
      await camera.evaluate((track) => track.setSubscribed(true))
    },
  },
  {
    id: 'track/subscribe-again',
    title: '`setSubscribed(true)` brings the frames back under the same track.',
    level: 'SHOULD',
    requires: 'subscriptions',
    proves: 'C-30 subscribe',
    async run(context) {
      const [one, two] = await context.call(2)
      const camera = await trackOf(one, two.person, 'camera')
      await camera.evaluate((track) => track.setSubscribed(false))
      await context.waitFor('the picture to stop', async () => (await one.arriving()).video < stoppedBytesPerSecond)
      await camera.evaluate((track) => track.setSubscribed(true))
      await context.waitFor('the picture', () => one.sees(two.person))
      const now = await trackOf(one, two.person, 'camera')
      const same = await one.page.evaluate(([was, is]) => was === is && is.subscribed, [camera, now] as const)
      context.check(same, 'the camera subscribed to again is another track object')
    },
  },
  {
    id: 'track/unsubscribe-is-mine-alone',
    title: "One page's unsubscribe does not take the track from a third.",
    level: 'SHOULD',
    requires: 'subscriptions',
    proves: 'C-30 subscribe',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await third.join({})
        await context.waitFor('the third to see the second', () => third.sees(second.person))
        const camera = await trackOf(first, second.person, 'camera')
        await camera.evaluate((track) => track.setSubscribed(false))
        await context.waitFor('the picture to stop', async () => (await first.arriving()).video < stoppedBytesPerSecond)
        context.check(await third.sees(second.person), 'the third page has no moving picture any more')
        await camera.evaluate((track) => track.setSubscribed(true))
        await seeAndHearOneAnother(context, [first, second])
      })
    },
  },
]
