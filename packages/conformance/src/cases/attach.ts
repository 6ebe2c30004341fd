import type { JSHandle } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { withThirdPerson } from './with-third-person.ts'

export const attach: readonly ConformanceCase[] = [
  {
    id: 'attach/shows-frames',
    title: 'An attached camera shows moving frames.',
    level: 'MUST',
    proves: 'C-32 attach; 19.18 attach',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      const shown = await attachIn(two, one)
      await waitFor('moving frames', () => shows(two, shown, one))
      await remove(shown)
    },
  },
  {
    id: 'attach/before-there-is-media',
    title: 'Attached at `trackPublished`, the element shows frames as soon as they come.',
    level: 'MUST',
    proves: 'C-32 attach; 19.18 attach',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        const shown = await first.page.evaluateHandle((identity) => {
          const element = document.body.appendChild(document.createElement('video'))
          const made = { element, attachedAt: '', detach() {} }
          const stopListening = window.conformance.room.on('trackPublished', (track, participant) => {
            if (participant.identity !== identity || track.source !== 'camera') return
            stopListening()
            made.attachedAt = track.mediaStreamTrack ? 'with media' : 'without media'
            made.detach = track.attach(element)
          })
          return made
        }, third.identity)
        await third.join()
        await context.waitFor('moving frames', () => shows(first, shown, third))
        context.equal(await shown.evaluate(({ attachedAt }) => attachedAt), 'without media', 'when it was attached')
        await remove(shown)
      })
    },
  },
  {
    id: 'attach/two-elements',
    title: 'One track shows in two elements; detaching one leaves the other.',
    level: 'MUST',
    proves: 'C-32 attach',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      const [left, right] = [await attachIn(two, one), await attachIn(two, one)]
      await waitFor('frames in the first', () => shows(two, left, one))
      await waitFor('frames in the second', () => shows(two, right, one))
      await left.evaluate(({ detach }) => detach())
      await waitFor('frames in the second alone', () => shows(two, right, one))
      await Promise.all([remove(left), remove(right)])
    },
  },
  {
    id: 'attach/detach-empties',
    title: 'After detach the element holds no stream.',
    level: 'MUST',
    proves: 'C-32 attach',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const shown = await attachIn(two, one)
      await waitFor('moving frames', () => shows(two, shown, one))
      await shown.evaluate(({ detach }) => detach())
      equal(await isEmpty(shown), true, 'whether the element is empty')
      await remove(shown)
    },
  },
  {
    id: 'attach/app-s-own-element',
    title: "`mediaStreamTrack` in an element of the app's own shows frames without `attach`.",
    level: 'MUST',
    proves: 'C-32 attach; 19.18 attach',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      const own = await ownElementIn(two, one)
      await waitFor('moving frames', () => shows(two, own, one))
      await remove(own)
    },
  },
  {
    id: 'attach/own-element-after-detach',
    title: 'It still does after another element was attached and detached.',
    level: 'MUST',
    proves: 'C-32 attach; 19.18 attach',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      const own = await ownElementIn(two, one)
      const shown = await attachIn(two, one)
      await waitFor('frames in the attached element', () => shows(two, shown, one))
      await remove(shown)
      await waitFor("frames in the app's own", () => shows(two, own, one))
      await remove(own)
    },
  },
  {
    id: 'attach/left-empties',
    title: 'When somebody left, elements of their tracks hold no stream.',
    level: 'MUST',
    proves: 'inv. 2; C-32 attach',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        await third.join()
        await context.waitFor('the picture', () => first.sees(third.person))
        const shown = await attachIn(first, third)
        await context.waitFor('moving frames', () => shows(first, shown, third))
        await third.leave()
        await context.waitFor('them to be gone', async () => (await first.shows(third.person)) === null)
        context.equal(await isEmpty(shown), true, 'whether the element is empty')
        await remove(shown)
      })
    },
  },
  {
    id: 'attach/preview-is-silent',
    title: 'A preview of the own camera and microphone lets out no own voice.',
    level: 'MUST',
    proves: 'C-32 attach; 19.18 attach',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const preview = await one.page.evaluateHandle(() => {
        const { camera, microphone } = window.conformance.room.local
        const element = document.body.appendChild(document.createElement('video'))
        const sound = document.body.appendChild(document.createElement('audio'))
        const ends = [camera.attach(element), microphone.attach(sound)]
        return {
          element,
          sound,
          detach() {
            for (const end of ends) end()
            sound.remove()
          },
        }
      })
      await waitFor('the own picture', () => shows(one, preview, one))
      const holds = await preview.evaluate(({ sound }) => sound.srcObject instanceof MediaStream)
      equal(holds, true, 'whether the microphone is attached')
      // The other voice is heard in the same half second.
      await waitFor('the other voice', async () => (await one.hears(two.person))[0] === 1)
      equal(await one.hears(one.person, two.person), [0, 1], 'players of the own voice and of the other')
      await remove(preview)
    },
  },
]

interface Shown {
  readonly element: HTMLVideoElement
  detach(): void
}

/** A further element with that person's camera. */
function attachIn(viewer: PersonPage, { identity }: PersonPage): Promise<JSHandle<Shown>> {
  return viewer.page.evaluateHandle((wanted) => {
    const participant = window.conformance.room.participants.find((each) => each.identity === wanted)
    const track = participant?.tracks.find(({ source }) => source === 'camera')
    if (!track) throw new Error('There is no camera to attach.')
    const element = document.body.appendChild(document.createElement('video'))
    return { element, detach: track.attach(element) }
  }, identity)
}

/** An element that core does not know, with the bare track of that person's camera. */
function ownElementIn(viewer: PersonPage, { identity }: PersonPage): Promise<JSHandle<Shown>> {
  return viewer.page.evaluateHandle((wanted) => {
    const participant = window.conformance.room.participants.find((each) => each.identity === wanted)
    const media = participant?.tracks.find(({ source }) => source === 'camera')?.mediaStreamTrack
    if (!media) throw new Error('There is no media of the camera.')
    const element = document.body.appendChild(document.createElement('video'))
    Object.assign(element, { muted: true, autoplay: true, srcObject: new MediaStream([media]) })
    return { element, detach() {} }
  }, identity)
}

/** New frames that differ, in that person's color. */
async function shows(viewer: PersonPage, shown: JSHandle<Shown>, { person }: PersonPage): Promise<boolean> {
  await shown.evaluate(({ element }, identity) => {
    Object.assign(element, { id: 'attached' })
    Object.assign(element.dataset, { identity, source: 'attached' })
  }, person.identity)
  const [moves, look] = await Promise.all([
    viewer.sees(person, 'attached'),
    viewer.page.evaluate(() => window.bench.look('#attached')),
  ])
  await shown.evaluate(({ element }) => {
    element.removeAttribute('id')
    delete element.dataset.source
  })
  return moves && (look?.color.every((value, at) => Math.abs(value - (person.color[at] ?? 0)) < 60) ?? false)
}

function isEmpty(shown: JSHandle<Shown>): Promise<boolean> {
  return shown.evaluate(({ element }) => element.srcObject === null)
}

async function remove(shown: JSHandle<Shown>): Promise<void> {
  await shown.evaluate(({ element, detach }) => {
    detach()
    element.remove()
  })
}
