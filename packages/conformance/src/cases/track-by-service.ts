import type { ConformanceCase } from '../conformance-case.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { trackOf } from './track-of.ts'

/** What the service does to a track while its owner does nothing. */
export const trackByService: readonly ConformanceCase[] = [
  {
    id: 'track/preferred-size',
    title: 'A small preferred size lowers the received picture within 20 s, and a large one raises it.',
    level: 'SHOULD',
    requires: 'videoPreferences',
    serviceDecides: true,
    proves: 'C-43 prefer resolution; 19.27 receive quality',
    timeoutMs: 60_000,
    async run(context) {
      const room = context.newRoom()
      // Large enough to be sent in several sizes.
      const devices = { pictureSize: { width: 640, height: 360 } }
      const [one, two] = await Promise.all([context.open(0, room), context.open(1, room, { devices })])
      for (const page of [one, two]) await page.join({ camera: page === two })
      await context.waitFor('the picture', () => one.sees(two.person))
      const track = await trackOf(one, two.person, 'camera')
      const width = () => widthOf(one, two.identity)
      const large = await context.waitFor('a picture', width)
      await track.evaluate((shown) => shown.setPreferredSize({ width: 160, height: 90 }))
      await context.waitFor('a smaller picture', async () => (await width()) < large, { timeoutMs: 20_000 })
      const small = await width()
      await track.evaluate((shown) => shown.setPreferredSize({ width: 1280, height: 720 }))
      await context.waitFor('a larger picture', async () => (await width()) > small, { timeoutMs: 20_000 })
      context.equal((await one.shows(two.person))?.camera, 'live', 'the camera')
    },
  },
  {
    id: 'track/replaced-media',
    title:
      'When the vendor puts other media under a publication, `trackReplaced` comes once, the generation rises by one and the element shows it by itself.',
    level: 'SHOULD',
    stimuli: ['replaceMedia'],
    serviceDecides: true,
    proves: 'inv. 4; C-23 track id; 19.15 interrupted media',
    async run({ call, spoil, stimuli, equal, waitFor }) {
      const [owner, other] = await call(2)
      spoil()
      const start = (await other.events()).length
      const before = await camera(other, owner)
      await stimuli.replaceMedia({ room: owner.room, identity: owner.identity })
      const event = `trackReplaced ${owner.identity} camera`
      await waitFor('trackReplaced', async () => (await other.eventsFrom(start, event)).length > 0)
      await waitFor('the new picture in the same element', () => other.sees(owner.person))
      equal((await other.eventsFrom(start, event)).length, 1, 'trackReplaced of the camera')
      equal(
        await camera(other, owner),
        { ...before, generation: (before?.generation ?? 0) + 1 },
        'the camera afterwards: the same track, one generation later',
      )
    },
  },
  {
    id: 'track/paused-is-not-muted',
    title: 'A video the service pauses is `paused` and not `muted`; it resumes.',
    level: 'SHOULD',
    requires: 'networkPause',
    stimuli: ['pauseVideo'],
    serviceDecides: true,
    proves: 'C-31 paused video; 19.15 interrupted media',
    timeoutMs: 60_000,
    async run({ call, spoil, stimuli, equal, waitFor }) {
      const [page, owner] = await call(2)
      spoil()
      const resume = await stimuli.pauseVideo({ room: page.room, identity: page.identity }, owner.identity)
      await waitFor('the video to be paused', async () => (await camera(page, owner))?.paused === true)
      equal((await camera(page, owner))?.muted, false, 'muted while paused')
      equal((await page.shows(owner.person))?.camera, 'live', "the owner's camera while paused")
      await resume()
      await waitFor('the video to resume', async () => (await camera(page, owner))?.paused === false)
      await waitFor('frames', () => page.sees(owner.person))
    },
  },
]

/** The camera of somebody as this page's snapshot has it. */
async function camera(page: PersonPage, { identity }: PersonPage) {
  const { participants } = await page.snapshot()
  const track = participants
    .find((each) => each.identity === identity)
    ?.tracks.find(({ source }) => source === 'camera')
  return track && { id: track.id, generation: track.generation, muted: track.muted, paused: track.paused }
}

/** Width of the picture that a page is given of somebody's camera; 0 while there is none. */
function widthOf({ page }: PersonPage, identity: string): Promise<number> {
  return page.evaluate((who) => {
    const element = document.querySelector<HTMLVideoElement>(`video[data-identity="${who}"][data-source="camera"]`)
    return element?.videoWidth ?? 0
  }, identity)
}
