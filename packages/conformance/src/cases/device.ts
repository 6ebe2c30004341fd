import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { withThirdPerson } from './with-third-person.ts'

type EnableOptions = { readonly deviceId?: string; readonly constraints?: MediaTrackConstraints }

const impossible: EnableOptions = { constraints: { width: { exact: 99_999 } } }
const absent: EnableOptions = { deviceId: 'no-such-device' }

export const device: readonly ConformanceCase[] = [
  {
    id: 'device/denied',
    title: 'A refused camera rejects with `permission-denied`; the call goes on.',
    level: 'MUST',
    proves: '19.20 device error; C-34 devices',
    run: (context) => failsAlone(context, 'permission-denied', { fault: 'NotAllowedError' }),
  },
  {
    id: 'device/not-found',
    title: 'An absent camera rejects with `device-not-found`; the call goes on.',
    level: 'MUST',
    proves: '19.20 device error; C-34 devices',
    run: (context) => failsAlone(context, 'device-not-found', { fault: 'NotFoundError' }),
  },
  {
    id: 'device/in-use',
    title: 'A busy camera rejects with `device-in-use`, retryable; the call goes on.',
    level: 'MUST',
    proves: '19.20 device error; C-34 devices',
    run: (context) => failsAlone(context, 'device-in-use', { fault: 'NotReadableError', retryable: true }),
  },
  {
    id: 'device/constraints',
    title: 'An impossible wish rejects with `device-constraints`; the call goes on.',
    level: 'MUST',
    proves: '19.20 device error; C-34 devices',
    run: (context) => failsAlone(context, 'device-constraints', { options: impossible }),
  },
  {
    id: 'device/unknown-id',
    title: '`enable({ deviceId })` with an id that is not there rejects with `device-not-found`.',
    level: 'MUST',
    proves: '19.20 device error; C-34 devices',
    run: (context) => failsAlone(context, 'device-not-found', { options: absent }),
  },
  {
    id: 'device/one-of-two-fails',
    title: 'Camera and microphone asked at once, camera absent: the microphone is heard.',
    level: 'MUST',
    proves: '19.20 device error',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      await Promise.all([one.turn('camera', false), one.turn('microphone', false)])
      await waitFor('silence', async () => (await two.hears(one.person))[0] === 0)
      await setFault(one, 'NotFoundError')
      const outcomes = await one.page.evaluate(async () => {
        const { camera, microphone } = window.conformance.room.local
        const settled = await Promise.allSettled([camera.enable(), microphone.enable()])
        return settled.map((each) => (each.status === 'rejected' ? each.reason.code : 'done'))
      })
      await setFault(one)
      equal(outcomes, ['device-not-found', 'done'], 'how camera and microphone ended')
      await waitFor('the voice', async () => (await two.hears(one.person))[0] === 1)
      await one.turn('camera', true)
    },
  },
  {
    id: 'device/works-after-error',
    title: 'After each of these errors the next `enable()` that can succeed is seen.',
    level: 'MUST',
    proves: 'inv. 9; 19.20 device error',
    async run({ call, check, waitFor }) {
      const [one, two] = await call(2)
      for (const [fault, options] of [
        ['NotAllowedError', {}],
        ['NotFoundError', {}],
        ['NotReadableError', {}],
        [undefined, impossible],
        [undefined, absent],
      ] as const) {
        await one.turn('camera', false)
        await setFault(one, fault)
        check((await enableCamera(one, options)) !== null, 'the camera opened in spite of the fault')
        await setFault(one)
        await one.turn('camera', true)
        await waitFor('the picture', () => two.sees(one.person))
      }
    },
  },
  {
    id: 'device/unplugged-once',
    title: 'A camera that ends from outside is captured again once, and seen again under the same track.',
    level: 'MUST',
    proves: 'inv. 4, 9; 19.14 camera off',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        await third.join()
        await context.waitFor('the picture', () => first.sees(third.person))
        const before = await cameraTrackOf(first, third)
        await third.page.evaluate(() => window.bench.endCaptures('video', 'getUserMedia'))
        await context.waitFor('another capture', async () => (await third.captures('video'))[0])
        await context.waitFor('the picture again', () => first.sees(third.person))
        context.equal(await cameraTrackOf(first, third), before, 'the track on the other page')
        context.equal(await capturesMade(third), 2, 'captures ever made of the camera')
      })
    },
  },
  {
    id: 'device/unplugged-for-good',
    title: 'A camera that stays away ends as `off` with `device-lost`, and `off` on the other page.',
    level: 'MUST',
    proves: 'inv. 9; 19.20 device error',
    async run(context) {
      await withThirdPerson(context, async (third, first) => {
        await third.join()
        await context.waitFor('the picture', () => first.sees(third.person))
        await setFault(third, 'NotFoundError')
        await third.page.evaluate(() => window.bench.endCaptures('video', 'getUserMedia'))
        await context.waitFor('the own camera to be off', async () => {
          return (await third.snapshot()).self.camera.state === 'off'
        })
        const code = await third.page.evaluate(() => window.conformance.room.snapshot.self.camera.error?.code)
        context.equal(code, 'device-lost', 'why it is off')
        await context.waitFor('the camera to be off on the other page', async () => {
          return (await first.shows(third.person))?.camera === 'off'
        })
        context.equal(await third.captures('video'), [], 'cameras open')
      })
    },
  },
  {
    id: 'device/taken-by-the-system',
    title: 'A capture the system mutes is `interrupted`, not muted by the user, and comes back by itself.',
    level: 'SHOULD',
    proves: '19.15 interrupted media; rule LocalSourceState',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const before = (await two.events()).length
      const state = async () => (await one.snapshot()).self.camera.state
      await one.page.evaluate(() => window.bench.interruptCaptures('video', true))
      await waitFor('the interruption', async () => (await state()) === 'interrupted')
      await one.fence(two)
      const muted = (await two.events()).slice(before).filter((event) => event.startsWith('trackMuted'))
      equal(muted, [], 'events of a mute')
      await one.page.evaluate(() => window.bench.interruptCaptures('video', false))
      await waitFor('the camera to be live', async () => (await state()) === 'live')
      await waitFor('the picture', () => two.sees(one.person))
    },
  },
  {
    id: 'device/listing-asks-nothing',
    title: 'Listing devices opens no device.',
    level: 'MUST',
    proves: 'C-34 devices; 19.19 devices',
    async run({ check, equal, newRoom, open }) {
      const page = await open(0, newRoom())
      const seen = await page.page.evaluate(async () => {
        const { mediaDevices } = navigator
        const inner = mediaDevices.getUserMedia
        let calls = 0
        mediaDevices.getUserMedia = (constraints) => {
          calls += 1
          return inner.call(mediaDevices, constraints)
        }
        const { length: devices } = await window.conformance.room.local.devices.list()
        return { devices, calls, tracks: window.bench.tracks().length }
      })
      check(seen.devices > 0, 'no device was listed')
      equal(
        { calls: seen.calls, tracks: seen.tracks },
        { calls: 0, tracks: 0 },
        'calls of getUserMedia and captures made',
      )
    },
  },
]

/** Turns the camera on in a way that fails, and sees that nothing else in the call takes harm. */
async function failsAlone(
  { call, equal, waitFor }: CaseContext,
  code: string,
  { fault, options = {}, retryable }: { fault?: string; options?: EnableOptions; retryable?: boolean },
): Promise<void> {
  const [one, two] = await call(2)
  await one.turn('camera', false)
  await setFault(one, fault)
  const error = await enableCamera(one, options)
  await setFault(one)
  equal(error?.code, code, 'code of the error')
  if (retryable !== undefined) equal(error?.retryable, retryable, 'whether it is retryable')
  await waitFor('the voice to go on', async () => (await two.hears(one.person))[0] === 1)
  equal(await one.state(), 'connected', 'the connection')
  equal((await two.shows(one.person))?.camera, 'off', 'the camera on the other page')
  await one.turn('camera', true)
}

/** From now on `getUserMedia` fails with that name when it asks for a camera; without a name it works again. */
async function setFault({ page }: PersonPage, fault?: string): Promise<void> {
  await page.evaluate((name) => {
    window.benchOptions = { ...window.benchOptions, fail: name === undefined ? {} : { video: name } }
  }, fault)
}

/** The error, or `null` if the camera opened. */
function enableCamera({ page }: PersonPage, options: EnableOptions) {
  return page.evaluate(
    (asked) =>
      window.conformance.room.local.camera.enable(asked).then(
        () => null,
        ({ code, retryable }: { readonly code: string; readonly retryable: boolean }) => ({ code, retryable }),
      ),
    options,
  )
}

async function cameraTrackOf(viewer: PersonPage, { identity }: PersonPage): Promise<string> {
  const { participants } = await viewer.snapshot()
  const tracks = participants.find((each) => each.identity === identity)?.tracks ?? []
  return tracks.flatMap(({ source, id }) => (source === 'camera' ? id : [])).join()
}

function capturesMade({ page }: PersonPage): Promise<number> {
  return page.evaluate(
    () => window.bench.tracks().filter(({ api, kind }) => api === 'getUserMedia' && kind === 'video').length,
  )
}
