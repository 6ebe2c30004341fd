import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { withThirdPerson } from './with-third-person.ts'

/** Comfort noise and keep-alives stay below; a voice is at least three times, a picture ten times as much. */
const silentBytesPerSecond = 1_000
const sources = ['camera', 'microphone'] as const

export const mute: readonly ConformanceCase[] = [
  {
    id: 'mute/microphone-off-is-silence',
    title: 'After `microphone.disable()` the other page hears nothing, and its audio bytes stop but for comfort noise.',
    level: 'MUST',
    proves: 'C-24 mute; 19.13 mute mic',
    async run(context) {
      const [one, two] = await context.call(2)
      await heard(context, two, one, 1)
      await one.turn('microphone', false)
      await silent(context, two, one)
      await one.turn('microphone', true)
    },
  },
  {
    id: 'mute/kept-capture-is-silence-too',
    title: 'With `keepCapture` the other page hears nothing either.',
    level: 'MUST',
    proves: 'C-24 mute, C-27 raw toggle; 19.13 mute mic',
    async run(context) {
      const [one, two] = await context.call(2)
      await heard(context, two, one, 1)
      await one.page.evaluate(() => window.conformance.room.local.microphone.disable({ keepCapture: true }))
      await silent(context, two, one)
      await one.turn('microphone', true)
    },
  },
  {
    id: 'mute/camera-off-is-no-frames',
    title: 'After `camera.disable()` no new frame reaches the other page.',
    level: 'MUST',
    proves: 'C-24 mute; 19.14 camera off',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      await one.turn('camera', false)
      // The voice goes on meanwhile: the path is open, and only the picture has stopped.
      await waitFor('the voice to arrive, and no picture', async () => {
        const [{ audio, video }, look] = await Promise.all([two.arriving(), lookAtCamera(two, one)])
        return audio > silentBytesPerSecond && video < silentBytesPerSecond && (look?.frames ?? 0) === 0
      })
      await one.turn('camera', true)
    },
  },
  {
    id: 'mute/back-on',
    title: 'On again is heard and seen, once.',
    level: 'MUST',
    proves: 'C-24 mute',
    async run(context) {
      const { call, waitFor } = context
      const [one, two] = await call(2)
      for (const source of sources) await one.turn(source, false)
      await silent(context, two, one, 'nothing')
      for (const source of sources) await one.turn(source, true)
      await waitFor('the picture', () => two.sees(one.person))
      await heard(context, two, one, 1)
      const elements = await two.page.locator(`video[data-identity="${one.identity}"][data-source="camera"]`).count()
      context.equal(elements, 1, 'pictures of the camera')
    },
  },
  {
    id: 'mute/told-within-2-s',
    title: '2 s after `disable()` resolved the other page shows the source `off`.',
    level: 'MUST',
    proves: 'rule SessionBase.setSource; C-25 mute event',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      for (const source of sources) {
        await one.turn(source, false)
        await waitFor(`${source} to be off`, async () => (await two.shows(one.person))?.[source] === 'off', {
          timeoutMs: 2_000,
        })
        await one.turn(source, true)
      }
    },
  },
  {
    id: 'mute/one-event-per-toggle',
    title: 'Each toggle gives one `trackMuted` or `trackUnmuted` on the other page.',
    level: 'MUST',
    proves: 'inv. 7; C-25 mute event',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      for (const source of sources) {
        const before = (await two.events()).length
        for (const on of [false, true, false, true, false, true]) {
          await one.turn(source, on)
          const state = on ? 'live' : 'off'
          await waitFor(`${source} to be ${state}`, async () => (await two.shows(one.person))?.[source] === state)
        }
        await one.fence(two)
        await waitFor('the picture', () => two.sees(one.person))
        const pair = ['trackMuted', 'trackUnmuted'].map((event) => `${event} ${one.identity} ${source}`)
        const toggles = (await two.events()).slice(before).filter((event) => /^track(Unm|M)uted/.test(event))
        equal(toggles, [...pair, ...pair, ...pair], `events of six toggles of the ${source}`)
      }
    },
  },
  {
    id: 'mute/microphone-leaves-camera-alone',
    title: "Muting the microphone does not stop the camera's frames.",
    level: 'MUST',
    proves: 'C-24 mute; 19.12 publication',
    async run(context) {
      const { call, equal, waitFor } = context
      const [one, two] = await call(2)
      await one.turn('microphone', false)
      await silent(context, two, one)
      await waitFor('the picture', () => two.sees(one.person), { timeoutMs: 1_000 })
      equal(await two.shows(one.person), { camera: 'live', microphone: 'off' }, 'the sources of the other')
      await one.turn('microphone', true)
    },
  },
  {
    id: 'mute/camera-leaves-microphone-alone',
    title: 'Camera off does not stop the voice.',
    level: 'MUST',
    proves: 'C-24 mute; 19.12 publication',
    async run(context) {
      const { call, equal, waitFor } = context
      const [one, two] = await call(2)
      await heard(context, two, one, 1)
      await one.turn('camera', false)
      await waitFor('the camera to be off', async () => (await two.shows(one.person))?.camera === 'off')
      equal(await two.hears(one.person), [1], 'players that let out the voice')
      equal(await two.shows(one.person), { camera: 'off', microphone: 'live' }, 'the sources of the other')
      await one.turn('camera', true)
    },
  },
  {
    id: 'mute/twenty-quick-toggles',
    title: 'Twenty toggles without a pause end as the last one says, on both sides, with at most one capture.',
    level: 'MUST',
    proves: 'inv. 7',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await twentyToggles(one, true)
      await waitFor('the picture', () => two.sees(one.person))
      equal(await two.shows(one.person), { camera: 'live', microphone: 'live' }, 'the sources of the other')
      equal((await one.captures('video')).length, 1, 'cameras open')
      await twentyToggles(one, false)
      await one.fence(two)
      await waitFor('the camera to be off', async () => (await two.shows(one.person))?.camera === 'off')
      await waitFor('the picture to end', async () => ((await lookAtCamera(two, one))?.frames ?? 0) === 0)
      equal((await one.snapshot()).self.camera.state, 'off', 'the own camera')
      equal(await one.captures('video'), [], 'cameras open')
      await one.turn('camera', true)
    },
  },
  {
    id: 'mute/toggles-during-join',
    title: 'Toggles made while joining end as the last one says.',
    level: 'MUST',
    proves: 'inv. 7',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        await third.start('join', { camera: true, microphone: true })
        await third.page.evaluate(async () => {
          const { camera, microphone } = window.conformance.room.local
          const calls = [camera.disable(), camera.enable(), microphone.disable(), camera.disable(), microphone.enable()]
          await Promise.allSettled(calls)
        })
        context.equal((await third.settled('join')).state, 'done', 'the join')
        // The voice comes after whatever the join had to say of the camera.
        await heard(context, first, third, 1)
        context.equal(
          await first.shows(third.person),
          { camera: 'off', microphone: 'live' },
          'the sources of the third',
        )
        context.equal(await third.captures('video'), [], 'cameras open')
        context.equal((await third.captures('audio')).length, 1, 'microphones open')
      })
    },
  },
]

function lookAtCamera(viewer: PersonPage, { identity }: PersonPage) {
  const selector = `video[data-identity="${identity}"][data-source="camera"]`
  return viewer.page.evaluate((asked) => window.bench.look(asked), selector)
}

async function heard({ waitFor }: CaseContext, listener: PersonPage, { person }: PersonPage, times: number) {
  await waitFor(`${listener.identity} to hear ${person.identity} from ${times} players`, async () => {
    const [count] = await listener.hears(person)
    return count === times
  })
}

/** No tone and no bytes of a voice, while the picture (or nothing) goes on. */
async function silent(
  { waitFor }: CaseContext,
  listener: PersonPage,
  { person }: PersonPage,
  goesOn: 'picture' | 'nothing' = 'picture',
) {
  await waitFor(`${listener.identity} to hear nothing of ${person.identity}`, async () => {
    const [[tone], { audio, video }] = await Promise.all([listener.hears(person), listener.arriving()])
    return tone === 0 && audio < silentBytesPerSecond && (goesOn === 'nothing' || video > silentBytesPerSecond)
  })
}

/** Twenty calls in one turn; those that a later one overrules are rejected, which is as it should be. */
async function twentyToggles({ page }: PersonPage, lastIsOn: boolean): Promise<void> {
  await page.evaluate(async (last) => {
    const { camera } = window.conformance.room.local
    const calls = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 1) === last ? camera.enable() : camera.disable(),
    )
    await Promise.allSettled(calls)
  }, lastIsOn)
}
