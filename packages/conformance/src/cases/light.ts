import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { withThirdPerson } from './with-third-person.ts'

/** Comfort noise and keep-alives stay below. */
const silentBytesPerSecond = 1_000

export const light: readonly ConformanceCase[] = [
  {
    id: 'light/camera-off',
    title: 'When `camera.disable()` resolves, no video track of any capture or clone is live.',
    level: 'MUST',
    proves: 'inv. 9; C-24 mute; 19.14 camera off',
    run: (context) => offEndsEverything(context, 'camera', 'video'),
  },
  {
    id: 'light/microphone-off',
    title: 'When `microphone.disable()` resolves, no audio track of any capture or clone is live.',
    level: 'MUST',
    proves: 'inv. 9; C-24 mute',
    run: (context) => offEndsEverything(context, 'microphone', 'audio'),
  },
  {
    id: 'light/after-leave',
    title: 'When `leave()` resolves, no track is live.',
    level: 'MUST',
    proves: 'inv. 9; C-26 app track not stopped; 19.34 leave',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        await third.join()
        await context.waitFor('the picture', () => first.sees(third.person))
        const live = await third.page.evaluate(async () => {
          await window.conformance.room.leave()
          return window.bench.liveTracks()
        })
        context.equal(live, [], 'live tracks after leave()')
      })
    },
  },
  {
    id: 'light/after-the-end',
    title: '1 s after a session the service ended, no track is live.',
    level: 'MUST',
    stimuli: ['endRoom'],
    serviceDecides: true,
    proves: 'inv. 9; 19.16 app-owned track',
    async run({ newRoom, open, stimuli, waitFor }) {
      const room = newRoom()
      const pages = await Promise.all([open(0, room, { role: 'host' }), open(1, room)])
      await Promise.all(pages.map((page) => page.join()))
      const [one, two] = pages
      await waitFor('the picture', () => one.sees(two.person))
      await stimuli.endRoom(room)
      for (const page of pages) {
        await waitFor('the end', async () => (await page.state()) === 'disconnected')
        const over = async () => (await page.liveTracks()).length === 0
        await waitFor(`${page.identity} to have no live track`, over, { timeoutMs: 1_000 })
      }
    },
  },
  {
    id: 'light/after-failed-join',
    title: 'After a join that failed, no track is live.',
    level: 'MUST',
    stimuli: ['badGrant'],
    serviceDecides: true,
    proves: 'inv. 8, 9',
    async run({ equal, newRoom, open, stimuli }) {
      const room = newRoom()
      const page = await open(0, room)
      await stimuli.badGrant({ room, identity: page.identity }, 'forged')
      const seen = await page.page.evaluate(async () => {
        const refused = await window.conformance.room.join({ camera: true, microphone: true }).then(
          () => false,
          () => true,
        )
        return { refused, live: window.bench.liveTracks().length, opened: window.bench.tracks().length > 0 }
      })
      equal(
        seen,
        { refused: true, live: 0, opened: true },
        'the join, what is live after it, and whether devices were open',
      )
    },
  },
  {
    id: 'light/preview-then-leave',
    title: 'A preview before joining is closed by `leave()`.',
    level: 'MUST',
    proves: 'inv. 9',
    async run({ equal, newRoom, open, waitFor }) {
      const page = await open(0, newRoom())
      await page.page.evaluate(async () => {
        const preview = document.body.appendChild(document.createElement('video'))
        preview.id = 'preview'
        const { camera, microphone } = window.conformance.room.local
        camera.attach(preview)
        await Promise.all([camera.enable(), microphone.enable()])
      })
      await waitFor('the preview', () => page.page.evaluate(() => window.bench.look('#preview')))
      equal((await page.liveTracks()).length > 1, true, 'whether camera and microphone are open')
      const live = await page.page.evaluate(async () => {
        await window.conformance.room.leave()
        return window.bench.liveTracks()
      })
      equal(live, [], 'live tracks after leave()')
    },
  },
  {
    id: 'light/off-while-opening',
    title: '`disable()` while `getUserMedia` is pending ends the track that arrives later.',
    level: 'MUST',
    proves: 'inv. 7, 9',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await one.turn('camera', false)
      const gate = await one.page.evaluateHandle(() => {
        const { mediaDevices } = navigator
        const inner = mediaDevices.getUserMedia
        const held = { asked: false, arrived: 0, open() {} }
        const opened = new Promise<void>((resolve) => {
          held.open = resolve
        })
        mediaDevices.getUserMedia = async (constraints) => {
          mediaDevices.getUserMedia = inner
          held.asked = true
          await opened
          const stream = await inner.call(mediaDevices, constraints)
          held.arrived = stream.getVideoTracks().filter(({ readyState }) => readyState === 'live').length
          return stream
        }
        return held
      })
      await one.page.evaluate(() => void window.conformance.room.local.camera.enable().catch(() => {}))
      await waitFor('getUserMedia', () => gate.evaluate(({ asked }) => asked))
      await one.turn('camera', false)
      await gate.evaluate(({ open }) => open())
      await waitFor('the late track', () => gate.evaluate(({ arrived }) => arrived))
      await waitFor('it to be ended', async () => (await one.captures('video')).length === 0, { timeoutMs: 1_000 })
      await one.fence(two)
      equal((await two.shows(one.person))?.camera, 'off', 'the camera on the other page')
      await one.turn('camera', true)
    },
  },
  {
    id: 'light/kept-capture-sends-nothing',
    title: 'With `keepCapture` one capture stays live and nothing of it is sent.',
    level: 'MUST',
    proves: 'inv. 9; 19.13 mute mic',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await waitFor('both to be sent', async () => {
        const { audio, video } = await two.arriving()
        return audio > silentBytesPerSecond && video > silentBytesPerSecond
      })
      await one.page.evaluate(() => {
        const { camera, microphone } = window.conformance.room.local
        return Promise.all([camera, microphone].map((source) => source.disable({ keepCapture: true })))
      })
      await waitFor('nothing to arrive', async () => {
        const { audio, video } = await two.arriving()
        return audio < silentBytesPerSecond && video < silentBytesPerSecond
      })
      await one.fence(two)
      equal(await two.shows(one.person), { camera: 'off', microphone: 'off' }, 'the sources on the other page')
      for (const kind of ['audio', 'video'] as const) equal((await one.captures(kind)).length, 1, `${kind} captures`)
      await Promise.all([one.turn('camera', true), one.turn('microphone', true)])
    },
  },
  {
    id: 'light/sdk-opens-no-device',
    title: 'Devices are opened as often as core asked for it, also when a device comes or goes.',
    level: 'MUST',
    proves: 'C-3 auto-publish, C-34 devices; 19.19 devices',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        const calls = await third.page.evaluateHandle(() => {
          const { mediaDevices } = navigator
          const made: string[] = []
          for (const api of ['getUserMedia', 'getDisplayMedia'] as const) {
            const inner = mediaDevices[api]
            mediaDevices[api] = (constraints: MediaStreamConstraints = {}) => {
              made.push([api, ...Object.keys(constraints).sort()].join(' '))
              return inner.call(mediaDevices, constraints)
            }
          }
          return made
        })
        await third.join()
        await context.waitFor('the picture', () => first.sees(third.person))
        // One device goes, and comes back.
        await third.page.evaluate(() => {
          const { mediaDevices } = navigator
          const all = mediaDevices.enumerateDevices
          mediaDevices.enumerateDevices = async () => (await all.call(mediaDevices)).slice(1)
          mediaDevices.dispatchEvent(new Event('devicechange'))
          mediaDevices.enumerateDevices = all
          mediaDevices.dispatchEvent(new Event('devicechange'))
        })
        await third.turn('camera', false)
        await third.turn('camera', true)
        await context.waitFor('the picture again', () => first.sees(third.person))
        context.equal(
          await calls.jsonValue(),
          ['getUserMedia audio video', 'getUserMedia video'],
          'calls at the join and at camera on',
        )
      })
    },
  },
  {
    id: 'light/no-stray-clone',
    title: 'While live, each source has one capture and no more descendants than at the first time, after ten toggles.',
    level: 'MUST',
    proves: 'inv. 9; rule SourceState.track',
    async run({ call, check, equal, waitFor }) {
      const [one, two] = await call(2)
      const before = await one.liveTracks()
      for (let toggle = 0; toggle < 10; toggle += 1) {
        await Promise.all((['camera', 'microphone'] as const).map((source) => one.turn(source, toggle % 2 === 1)))
      }
      await waitFor('the picture', () => two.sees(one.person))
      const after = await one.liveTracks()
      for (const kind of ['audio', 'video'] as const) {
        const count = (tracks: readonly string[]) => tracks.filter((each) => each === kind).length
        equal((await one.captures(kind)).length, 1, `${kind} captures`)
        check(count(after) <= count(before), `${count(before)} live ${kind} tracks became ${count(after)}`)
      }
    },
  },
]

async function offEndsEverything(
  { call, check, equal, waitFor }: CaseContext,
  source: 'camera' | 'microphone',
  kind: 'video' | 'audio',
): Promise<void> {
  const [one, two] = await call(2)
  check((await one.liveTracks()).includes(kind), `no ${kind} was live before`)
  const live = await one.page.evaluate(async (name) => {
    await window.conformance.room.local[name].disable()
    return window.bench.liveTracks()
  }, source)
  equal(
    live.filter((track) => track.kind === kind),
    [],
    `live ${kind} tracks after disable()`,
  )
  check(live.length > 0, 'the other source was ended too')
  await waitFor(`the ${source} to be off`, async () => (await two.shows(one.person))?.[source] === 'off')
  await one.turn(source, true)
}
