import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { badLine } from './bad-line.ts'

/** Keep-alives and probing stay below; the smallest picture is ten times as much. */
const noPictureBytesPerSecond = 1_000

export const quality: readonly ConformanceCase[] = [
  {
    id: 'quality/scale',
    title: "Every value is 0 to 5 or `null`, with the vendor's own beside it where the trait is `native`.",
    level: 'MUST',
    requires: 'networkQuality',
    proves: 'C-37 network quality; 19.24 network quality; rule WithRaw',
    timeoutMs: 45_000,
    async run({ call, capabilities, equal, waitFor }) {
      const [one, two] = await call(2)
      const native = capabilities.networkQuality.support === 'native'
      for (const page of [one, two]) {
        const values = async () => {
          const { participants, self } = await page.snapshot()
          return [self, ...participants].map((person) => person.quality)
        }
        await waitFor(`${page.identity} to know a quality`, async () => (await values()).some(isKnown), {
          timeoutMs: 30_000,
        })
        const wrong = (await values()).filter(({ unified, raw }) => {
          const inScale = unified === null || [0, 1, 2, 3, 4, 5].includes(unified)
          return !inScale || (native && unified !== null && raw === undefined)
        })
        equal(wrong, [], `values at ${page.identity}`)
      }
    },
  },
  {
    id: 'quality/good-line',
    title: 'On a clean line `self` is 4 or 5 within 30 s.',
    level: 'SHOULD',
    requires: 'networkQuality',
    serviceDecides: true,
    proves: 'C-37 network quality; 19.24 network quality',
    timeoutMs: 45_000,
    async run({ call, waitFor }) {
      const [one] = await call(2)
      await waitFor('a good line', async () => ((await one.snapshot()).self.quality.unified ?? 0) >= 4, {
        timeoutMs: 30_000,
      })
    },
  },
  {
    id: 'quality/bad-line',
    title: 'With 10 % loss and 150 ms `self` falls to 3 or less within 60 s, and rises again.',
    level: 'SHOULD',
    waits: true,
    requires: 'networkQuality',
    act: 'bad line',
    stimuli: ['degradeMedia'],
    serviceDecides: true,
    proves: 'C-37 network quality; 19.24 network quality',
    timeoutMs: 180_000,
    async run(context) {
      context.equal((await badLine(context)).quality, null, 'what was wrong')
    },
  },
  {
    id: 'quality/audio-only-shows-nothing',
    title: '`setAudioOnly(true)` shows no remote picture and ends the own camera; sound goes on; all comes back.',
    level: 'MUST',
    proves: '19.28 audio fallback; rule Room.setAudioOnly',
    async run(context) {
      const { call, equal, waitFor } = context
      const [one, two] = await call(2)
      await setAudioOnly(one, true)
      await waitFor('no camera to be live', async () => !(await one.liveTracks()).includes('video'))
      for (const [viewer, shown] of pairs(one, two)) {
        await waitFor(`${viewer.identity} to see no new picture`, async () => !(await viewer.sees(shown.person)))
        await waitFor(`${viewer.identity} to hear`, async () => (await viewer.hears(shown.person))[0] === 1)
      }
      equal((await one.snapshot()).audioOnly, { active: true, cause: 'app' }, 'what the snapshot says')
      await setAudioOnly(one, false)
      await whole(context, one, two)
      equal((await one.snapshot()).audioOnly, { active: false, cause: null }, 'what the snapshot says afterwards')
    },
  },
  {
    id: 'quality/audio-only-stops-bytes',
    title: 'In audio-only mode no video bytes arrive.',
    level: 'SHOULD',
    requires: 'subscriptions',
    proves: 'C-30 subscribe; 19.28 audio fallback',
    async run(context) {
      const { call, waitFor } = context
      const [one, two] = await call(2)
      await setAudioOnly(one, true)
      await waitFor('sound to arrive, and no picture', async () => {
        const { audio, video } = await one.arriving()
        return audio > noPictureBytesPerSecond && video < noPictureBytesPerSecond
      })
      await setAudioOnly(one, false)
      await whole(context, one, two)
    },
  },
]

function isKnown({ unified }: { readonly unified: number | null }): boolean {
  return unified !== null
}

function pairs(one: PersonPage, two: PersonPage) {
  return [
    [one, two],
    [two, one],
  ] as const
}

async function setAudioOnly({ page }: PersonPage, active: boolean): Promise<void> {
  await page.evaluate((wanted) => window.conformance.room.setAudioOnly(wanted), active)
}

/** Both see and hear each other. */
async function whole({ waitFor }: CaseContext, one: PersonPage, two: PersonPage): Promise<void> {
  for (const [viewer, shown] of pairs(one, two)) {
    await waitFor(`${viewer.identity} to see ${shown.identity} again`, () => viewer.sees(shown.person))
    await waitFor(`${viewer.identity} to hear`, async () => (await viewer.hears(shown.person))[0] === 1)
  }
}
