import type { ConformanceCase } from '../conformance-case.ts'
import { otherDevice } from '../harness/other-device.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { withThirdPerson } from './with-third-person.ts'

/** A second capture fails while any descendant of the first is live, as on phones. */
export const capture: readonly ConformanceCase[] = [
  {
    id: 'capture/switch-per-device',
    title: 'A switch works where each device can be open once.',
    level: 'MUST',
    proves: 'inv. 9; 19.17 replaceTrack',
    run: (context) => switches(context, 'device'),
  },
  {
    id: 'capture/switch-per-kind',
    title: 'A switch works where only one camera can be open at all.',
    level: 'MUST',
    proves: 'inv. 9; 19.17 replaceTrack',
    run: (context) => switches(context, 'kind'),
  },
  {
    id: 'capture/off-and-on',
    title: 'Camera off and on at once opens it again.',
    level: 'MUST',
    proves: 'inv. 9; 19.14 camera off',
    async run({ call, equal, waitFor }) {
      const [one, two] = await call(2)
      const [before] = await one.captures('video')
      await only(one, 'kind')
      await one.page.evaluate(async () => {
        const { camera } = window.conformance.room.local
        await camera.disable()
        await camera.enable()
      })
      await only(one, null)
      const [after, ...more] = await one.captures('video')
      equal(more, [], 'further cameras open')
      equal(after !== undefined && after !== before, true, 'whether it was opened again')
      await waitFor('the picture', () => two.sees(one.person))
    },
  },
  {
    id: 'capture/leave-and-join',
    title: 'Leave and join at once opens both devices again.',
    level: 'MUST',
    proves: 'inv. 9; 19.34 leave',
    async run(context) {
      const run = async (third: PersonPage, first: PersonPage) => {
        await third.join()
        await context.waitFor('the picture', () => first.sees(third.person))
        await third.page.evaluate(() => {
          const { room, start } = window.conformance
          start('again', async () => {
            await room.leave()
            await room.join({ camera: true, microphone: true })
          })
        })
        context.equal((await third.settled('again')).state, 'done', 'how the second join ended')
        const joins = async () =>
          (await first.events()).filter((event) => event === `participantJoined ${third.identity}`)
        await context.waitFor('the second stay', async () => (await joins()).length >= 2)
        await context.waitFor('the picture again', () => first.sees(third.person))
        await context.waitFor('the voice, once', async () => (await first.hears(third.person))[0] === 1)
      }
      await withThirdPerson(context, run, { oneCapture: 'kind' })
    },
  },
  {
    id: 'capture/unplug-and-back',
    title: 'The re-capture after an unplug finds the device free.',
    level: 'MUST',
    proves: 'inv. 9',
    async run(context) {
      const run = async (third: PersonPage, first: PersonPage) => {
        await third.join()
        await context.waitFor('the picture', () => first.sees(third.person))
        await third.page.evaluate(() => window.bench.endCaptures('video', 'getUserMedia'))
        await context.waitFor('another capture', async () => (await third.captures('video'))[0])
        await context.waitFor('the picture again', () => first.sees(third.person))
      }
      await withThirdPerson(context, run, { oneCapture: 'kind' })
    },
  },
]

async function switches({ call, equal, waitFor }: CaseContext, oneCapture: 'device' | 'kind'): Promise<void> {
  const [one, two] = await call(2)
  await only(one, oneCapture)
  for (const [at, person] of [
    [-1, otherDevice(one.person)],
    [0, one.person],
  ] as const) {
    await one.page.evaluate(async (index) => {
      const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
      await window.conformance.room.local.select('videoinput', devices.at(index)?.deviceId ?? '')
    }, at)
    await waitFor('the picture of the chosen camera', () => two.sees(person))
    equal((await one.captures('video')).length, 1, 'cameras open')
  }
  await only(one, null)
}

async function only({ page }: PersonPage, oneCapture: 'device' | 'kind' | null): Promise<void> {
  await page.evaluate((rule) => {
    const { oneCapture: _, ...options } = window.benchOptions ?? {}
    window.benchOptions = rule ? { ...options, oneCapture: rule } : options
  }, oneCapture)
}
