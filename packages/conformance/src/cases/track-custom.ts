import type { JSHandle } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { seesColor } from './sees-color.ts'
import { untilGone } from './until-gone.ts'

/** Colors that no person has. */
const magenta = [190, 30, 170] as const
const teal = [20, 130, 140] as const

/** Tracks the app makes itself. */
export const trackCustom: readonly ConformanceCase[] = [
  {
    id: 'track/custom-is-seen',
    title: 'A custom track arrives as `custom:<name>` and shows its own picture.',
    level: 'MUST',
    requires: 'customTracks',
    proves: 'C-22 publish source; 19.12 publication',
    async run(context) {
      await publishes(context, { 'document-camera': magenta })
    },
  },
  {
    id: 'track/two-custom',
    title: 'Two custom tracks of one page are told apart.',
    level: 'MUST',
    requires: 'customTracks',
    proves: 'C-22 publish source; 19.12 publication',
    async run(context) {
      await publishes(context, { 'document-camera': magenta, whiteboard: teal })
    },
  },
  {
    id: 'track/longest-custom-name',
    title: 'A custom name of 32 characters arrives whole.',
    level: 'SHOULD',
    requires: 'customTracks',
    proves: 'rule Source',
    async run(context) {
      await publishes(context, { 'a-name-of-32-characters-012345-z': teal })
    },
  },
  {
    id: 'track/app-track-survives',
    title: "The app's own track is live after disable, after leave and after the room ended.",
    level: 'MUST',
    requires: 'customTracks',
    stimuli: ['endRoom'],
    serviceDecides: true,
    proves: 'C-26 app track not stopped; 19.16 app-owned track',
    async run(context) {
      const { equal, newRoom, open, stimuli, waitFor } = context
      const room = newRoom()
      const [one, two] = await Promise.all([open(0, room), open(1, room)])
      await one.join({})
      await two.join({})
      const app = await moving(two, magenta)
      const isSeen = () =>
        waitFor('the track of the app', () => seesColor(one, two.identity, 'custom:whiteboard', magenta))
      const isLive = async (when: string) =>
        equal(await app.evaluate(({ readyState }) => readyState), 'live', `the track of the app ${when}`)

      await publish(two, 'whiteboard', app)
      await isSeen()
      await two.page.evaluate(() => window.conformance.room.local.custom('whiteboard').disable())
      await isLive('after disable()')
      await publish(two, 'whiteboard', app)
      await isSeen()
      await two.leave()
      await untilGone(context, two, [one])
      await isLive('after leave()')
      await two.join({})
      await publish(two, 'whiteboard', app)
      await isSeen()
      await stimuli.endRoom(room)
      await waitFor('the end of the room', async () => (await two.state()) === 'disconnected')
      await isLive('after the room ended')
      equal(await two.liveTracks(), [], 'live clones after the room ended')
    },
  },
]

/** The second person of the shared call publishes tracks by name, the first sees each in its color; then they go. */
async function publishes(
  { call, equal, waitFor }: CaseContext,
  tracks: Readonly<Record<string, readonly number[]>>,
): Promise<void> {
  const [one, two] = await call(2)
  const sources = async () => {
    const [participant] = (await one.snapshot()).participants
    return (participant?.tracks ?? []).flatMap(({ source }) => (source.startsWith('custom:') ? [source] : [])).sort()
  }
  const made: JSHandle<MediaStreamTrack>[] = []
  for (const [name, color] of Object.entries(tracks)) {
    const app = await moving(two, color)
    made.push(app)
    await publish(two, name, app)
  }
  for (const [name, color] of Object.entries(tracks)) {
    await waitFor(`the picture of ${name}`, () => seesColor(one, two.identity, `custom:${name}`, color))
  }
  const wanted = Object.keys(tracks).map((name) => `custom:${name}`)
  equal(await sources(), wanted.sort(), 'custom sources of the other page')
  for (const name of Object.keys(tracks)) {
    await two.page.evaluate((asked) => window.conformance.room.local.custom(asked).disable(), name)
  }
  await waitFor('the custom tracks to be gone', async () => (await sources()).length === 0)
  for (const app of made) await app.evaluate((track) => track.stop())
}

async function publish({ page }: PersonPage, name: string, app: JSHandle<MediaStreamTrack>): Promise<void> {
  await page.evaluate(([asked, track]) => window.conformance.room.local.custom(asked).publish(track), [
    name,
    app,
  ] as const)
}

/** A track as an app would make it: a canvas in one color, with something that moves. */
function moving({ page }: PersonPage, color: readonly number[]): Promise<JSHandle<MediaStreamTrack>> {
  return page.evaluateHandle((rgb) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
    const paint = canvas.getContext('2d')
    const [track] = canvas.captureStream(20).getVideoTracks()
    if (!paint || !track) throw new Error('This page cannot capture a canvas.')
    let step = 0
    const timer = setInterval(() => {
      step += 1
      paint.fillStyle = `rgb(${rgb.join(', ')})`
      paint.fillRect(0, 0, 320, 240)
      paint.fillStyle = 'white'
      paint.fillRect((step * 16) % 320, 0, 32, 240)
      if (track.readyState === 'ended') clearInterval(timer)
    }, 50)
    return track
  }, color)
}
