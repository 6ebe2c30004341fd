import type { ConformanceCase } from '../conformance-case.ts'
import { otherDevice } from '../harness/other-device.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Another camera or microphone in the middle of a call. Each page's last device has a color and a tone of its own. */
export const switchDevice: readonly ConformanceCase[] = [
  {
    id: 'switch/camera',
    title: 'Another camera is shown on the other page; exactly one capture is open.',
    level: 'MUST',
    proves: 'C-28 replaceTrack; 19.17 replaceTrack',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await select(one, 'videoinput', 'last')
      await waitFor('the other camera', () => two.sees(otherDevice(one.person)))
      equal((await one.captures('video')).length, 1, 'cameras open')
      await select(one, 'videoinput', 'first')
    },
  },
  {
    id: 'switch/microphone',
    title: 'Another microphone is heard, the first one is not.',
    level: 'MUST',
    proves: 'C-28 replaceTrack; 19.17 replaceTrack',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const heard = async () => (await two.hears(one.person, otherDevice(one.person))).join()
      await waitFor('the first microphone', async () => (await heard()) === '1,0')
      await select(one, 'audioinput', 'last')
      await waitFor('the other microphone alone', async () => (await heard()) === '0,1')
      equal((await one.captures('audio')).length, 1, 'microphones open')
      await select(one, 'audioinput', 'first')
    },
  },
  {
    id: 'switch/keeps-the-track',
    title: 'A switch keeps track id and object on the other page, and element and sound follow by themselves.',
    level: 'MUST',
    proves: 'inv. 4; C-28 replaceTrack; 19.17 replaceTrack',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const before = await two.page.evaluateHandle((identity) => {
        const { tracks = [] } = window.conformance.room.participants.find((each) => each.identity === identity) ?? {}
        const ids = tracks.map(({ id }) => id)
        return { tracks, ids, element: document.querySelector(`video[data-identity="${identity}"]`) }
      }, one.identity)
      await Promise.all([select(one, 'videoinput', 'last'), select(one, 'audioinput', 'last')])
      await waitFor('the other camera', () => two.sees(otherDevice(one.person)))
      await waitFor('the other microphone', async () => (await two.hears(otherDevice(one.person)))[0] === 1)
      const kept = await before.evaluate(({ tracks, ids, element }, identity) => {
        const now = window.conformance.room.participants.find((each) => each.identity === identity)?.tracks ?? []
        return {
          tracks: now.length === 2 && now.every((track, index) => track === tracks[index] && track.id === ids[index]),
          element: element !== null && element === document.querySelector(`video[data-identity="${identity}"]`),
        }
      }, one.identity)
      equal(kept, { tracks: true, element: true }, 'whether these are the same')
      await Promise.all([select(one, 'videoinput', 'first'), select(one, 'audioinput', 'first')])
    },
  },
  {
    id: 'switch/no-gap',
    title: 'A camera switch leaves a gap of at most 1 s between frames; 3 s where `replaceTrack` is `emulated`.',
    level: 'SHOULD',
    requires: 'replaceTrack',
    proves: 'C-28 replaceTrack; 19.17 replaceTrack',
    async run({ call, capabilities, check, waitFor }) {
      const [one, two] = await call(2)
      const longest = await two.page.evaluateHandle((selector) => {
        const element = document.querySelector<HTMLVideoElement>(selector)
        if (!element) throw new Error('There is no picture.')
        let [last, gap] = [performance.now(), 0]
        const recorder = {
          frame() {
            const now = performance.now()
            gap = Math.max(gap, now - last)
            last = now
            element.requestVideoFrameCallback(recorder.frame)
          },
        }
        element.requestVideoFrameCallback(recorder.frame)
        return () => Math.max(gap, performance.now() - last)
      }, `video[data-identity="${one.identity}"][data-source="camera"]`)
      await select(one, 'videoinput', 'last')
      await waitFor('the other camera', () => two.sees(otherDevice(one.person)))
      const gap = await longest.evaluate((measure) => measure())
      const allowed = capabilities.replaceTrack.support === 'emulated' ? 3_000 : 1_000
      check(gap <= allowed, `The longest gap was ${Math.round(gap)} ms, ${allowed} ms are allowed.`)
      await select(one, 'videoinput', 'first')
    },
  },
  {
    id: 'switch/failure-goes-back',
    title: 'A device that does not open leaves the earlier one live, and the call rejects with a device code.',
    level: 'MUST',
    proves: 'inv. 7; 19.20 device error',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      for (const [fault, code] of [
        ['NotFoundError', 'device-not-found'],
        ['NotReadableError', 'device-in-use'],
      ] as const) {
        const restore = await one.page.evaluateHandle(async (name) => {
          const { mediaDevices } = navigator
          const [last] = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput').slice(-1)
          const inner = mediaDevices.getUserMedia
          mediaDevices.getUserMedia = async (constraints) => {
            if (JSON.stringify(constraints).includes(last?.deviceId ?? '')) throw new DOMException('No.', name)
            return inner.call(mediaDevices, constraints)
          }
          return () => {
            mediaDevices.getUserMedia = inner
          }
        }, fault)
        const outcome = await trySelect(one, 'videoinput', 'last')
        await restore.evaluate((back) => back())
        equal(outcome, code, 'how the switch ended')
        await waitFor('the earlier camera', () => two.sees(one.person))
        equal((await one.captures('video')).length, 1, 'cameras open')
      }
    },
  },
  {
    id: 'switch/five-in-a-row',
    title: 'Five switches without a pause end on the last device, with one capture.',
    level: 'MUST',
    proves: 'inv. 7',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await one.page.evaluate(async () => {
        const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
        const [first, last] = [devices.at(0)?.deviceId ?? '', devices.at(-1)?.deviceId ?? '']
        const { local } = window.conformance.room
        await Promise.allSettled([last, first, last, first, last].map((id) => local.select('videoinput', id)))
      })
      await waitFor('the other camera', () => two.sees(otherDevice(one.person)))
      equal((await one.captures('video')).length, 1, 'cameras open')
      await select(one, 'videoinput', 'first')
    },
  },
  {
    id: 'switch/while-off',
    title: 'A device chosen while off is the one the next `enable()` opens.',
    level: 'MUST',
    proves: 'inv. 7; C-34 devices',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await one.turn('camera', false)
      await select(one, 'videoinput', 'last')
      equal(await one.captures('video'), [], 'cameras open while off')
      await one.turn('camera', true)
      await waitFor('the other camera', () => two.sees(otherDevice(one.person)))
      await select(one, 'videoinput', 'first')
    },
  },
]

type Which = 'first' | 'last'

/** Fails with the code of the error. */
async function select(page: PersonPage, kind: 'videoinput' | 'audioinput', which: Which): Promise<void> {
  const outcome = await trySelect(page, kind, which)
  if (outcome !== 'done') throw new Error(`The switch to the ${which} ${kind} failed: ${outcome}`)
}

/** `done`, or the code of the error. */
function trySelect({ page }: PersonPage, kind: 'videoinput' | 'audioinput', which: Which): Promise<string> {
  return page.evaluate(
    async ([asked, end]) => {
      const devices = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === asked)
      const id = devices.at(end === 'first' ? 0 : -1)?.deviceId ?? ''
      return window.conformance.room.local.select(asked, id).then(
        () => 'done',
        (error: { readonly code: string }) => error.code,
      )
    },
    [kind, which] as const,
  )
}
