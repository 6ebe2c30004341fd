import type { ConformanceCase } from '../conformance-case.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { withThirdPerson } from './with-third-person.ts'

/** As pages begin: see synthetic-media.ts. */
const usual = 0.3
const silence = 0.02

export const speaker: readonly ConformanceCase[] = [
  {
    id: 'speaker/level-scale',
    title: 'A tone of half amplitude reads between 0.05 and 1; nobody reads outside 0..1.',
    level: 'SHOULD',
    requires: 'levels',
    proves: 'C-36 audio level; 19.23 audio level; rule LevelsFacet',
    async run({ call, check, waitFor }) {
      const [one, two] = await call(2)
      await speak(one, 0.5)
      await observeLevels(two)
      // Exactly 1 is what a scale that is far too large looks like once it is cut off.
      const level = await waitFor('the level of the tone', async () => {
        const value = await levelAt(two, one)
        return value !== null && value > 0.05 && value
      })
      check(level < 1, `half amplitude reads ${level}`)
      const samples = await waitFor('ten samples', async () => {
        const taken = await levelsOf(two)
        return taken.length >= 10 && taken
      })
      const outside = samples.flatMap((sample) =>
        Object.entries(sample).filter(([, value]) => !(value >= 0 && value <= 1)),
      )
      check(outside.length === 0, `levels outside 0..1: ${JSON.stringify(outside)}`)
      await observeLevels(two, false)
      await speak(one, usual)
    },
  },
  {
    id: 'speaker/level-of-silence',
    title: 'Silence reads below 0.02 within 2 s, also while muted.',
    level: 'SHOULD',
    requires: 'levels',
    proves: 'C-36 audio level; 19.23 audio level',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      const within2s = { timeoutMs: 2_000 }
      await observeLevels(two)
      const loud = async () => ((await levelAt(two, one)) ?? 0) > 0.05
      const silent = async () => ((await levelAt(two, one)) ?? 0) < silence
      await waitFor('the tone to be read', loud)
      await speak(one, 0)
      await waitFor('silence to read as such', silent, within2s)
      await speak(one, usual)
      await waitFor('the tone to be read again', loud)
      await one.turn('microphone', false)
      await waitFor('somebody muted to read as silent', silent, within2s)
      await one.turn('microphone', true)
      await observeLevels(two, false)
    },
  },
  {
    id: 'speaker/level-of-oneself',
    title: '`self` reads as the own microphone does, before and in a session.',
    level: 'SHOULD',
    requires: 'levels',
    proves: 'C-36 audio level; rule LevelsFacet',
    async run({ newRoom, open, waitFor }) {
      const page = await open(0, newRoom())
      await page.turn('microphone', true)
      await observeLevels(page)
      const reads = async (when: string) => {
        for (const [amplitude, least, most] of [
          [0.5, 0.2, 0.9],
          [0.05, 0.02, 0.09],
          [0, 0, silence],
        ] as const) {
          await speak(page, amplitude)
          await waitFor(`amplitude ${amplitude} to be read ${when}`, async () => {
            const level = (await levelsOf(page)).at(-1)?.self
            return level !== undefined && level >= least && level <= most
          })
        }
      }
      await reads('before the session')
      await page.join({ microphone: true })
      await reads('in the session')
    },
  },
  {
    id: 'speaker/level-only-while-observed',
    title: 'Without a subscriber no counter of the browser is read for levels.',
    level: 'SHOULD',
    requires: 'levels',
    proves: 'design 2, meter; 19.23 audio level',
    async run({ call, equal, waitFor }) {
      const [, two] = await call(2)
      const reads = () => two.page.evaluate(() => window.bench.reads().levels)
      const start = await reads()
      await observeLevels(two)
      await waitFor('levels to be read while observed', async () => (await reads()) > start)
      await observeLevels(two, false)
      // A sample that was under way may still end.
      let before = await reads()
      await waitFor('the last sample to end', async () => {
        const [earlier, now] = [before, await reads()]
        before = now
        return earlier === now
      })
      // Ten samples long.
      await letPass(2_000)
      equal(await reads(), before, 'reads after the last subscriber had gone')
    },
  },
  {
    id: 'speaker/enters-and-leaves',
    title: 'Somebody who speaks for 2 s becomes a speaker, and after 4 s of silence is none.',
    level: 'MUST',
    requires: 'activeSpeakers',
    proves: 'C-35 active speakers; 19.22 active speaker',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      await speak(one, 0)
      await observeSpeakers(two)
      await waitFor('nobody to speak', async () => !(await speakersAt(two)).includes(one.identity))
      await speak(one, usual)
      await waitFor('them to be a speaker', async () => (await speakersAt(two)).includes(one.identity), {
        timeoutMs: 2_000,
      })
      await speak(one, 0)
      await waitFor('them to be none', async () => !(await speakersAt(two)).includes(one.identity), {
        timeoutMs: 4_000,
      })
      await speak(one, usual)
      await observeSpeakers(two, false)
    },
  },
  {
    id: 'speaker/oneself',
    title: 'Own speech makes `self` a speaker.',
    level: 'SHOULD',
    requires: 'activeSpeakers',
    proves: 'C-35 active speakers; 19.22 active speaker',
    async run({ call, waitFor }) {
      const [one] = await call(2)
      await speak(one, 0)
      await observeSpeakers(one)
      await waitFor('not to be a speaker oneself', async () => !(await speakersAt(one)).includes('self'))
      await speak(one, usual)
      await waitFor('to be a speaker oneself', async () => (await speakersAt(one)).includes('self'))
      await observeSpeakers(one, false)
    },
  },
  {
    id: 'speaker/muted-is-no-speaker',
    title: 'Who is muted is no speaker after 4 s.',
    level: 'MUST',
    requires: 'activeSpeakers',
    proves: 'C-35 active speakers',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      await observeSpeakers(two)
      await waitFor('them to be a speaker', async () => (await speakersAt(two)).includes(one.identity))
      await one.turn('microphone', false)
      await waitFor('them to be none', async () => !(await speakersAt(two)).includes(one.identity), {
        timeoutMs: 4_000,
      })
      await one.turn('microphone', true)
      await observeSpeakers(two, false)
    },
  },
  {
    id: 'speaker/loudest-first',
    title: 'Of two who speak, the one four times louder comes first.',
    level: 'SHOULD',
    requires: 'activeSpeakers',
    proves: 'C-35 active speakers; rule SpeakersChangedFact',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await third.join()
        await observeSpeakers(third)
        // Either way round, so that no other order can be right twice.
        for (const [loud, soft] of [
          [first, second],
          [second, first],
        ] as const) {
          await speak(soft, 0.1)
          await speak(loud, 0.4)
          await context.waitFor(`${loud.identity} before ${soft.identity}`, async () => {
            const others = (await speakersAt(third)).filter((identity) => identity !== 'self')
            return others[0] === loud.identity && others[1] === soft.identity
          })
        }
        for (const page of [first, second]) await speak(page, usual)
      })
    },
  },
]

async function speak({ page }: PersonPage, amplitude: number): Promise<void> {
  await page.evaluate((wanted) => window.bench.speak(wanted), amplitude)
}

declare global {
  interface Window {
    observed?: {
      /** Samples of the levels, by participant id. */
      readonly levels: Record<string, number>[]
      stop(): void
    }
  }
}

/** Subscribes to the levels, or ends that. */
async function observeLevels({ page }: PersonPage, on = true): Promise<void> {
  await page.evaluate((wanted) => {
    window.observed?.stop()
    const levels: Record<string, number>[] = []
    const take = (sample: ReadonlyMap<string, number>) => void levels.push(Object.fromEntries(sample))
    if (wanted) window.observed = { levels, stop: window.conformance.room.meters.levels.subscribe(take) }
  }, on)
}

function levelsOf({ page }: PersonPage): Promise<Record<string, number>[]> {
  return page.evaluate(() => window.observed?.levels ?? [])
}

/** The newest level of somebody; `null` while none is known. */
async function levelAt(page: PersonPage, { identity }: PersonPage): Promise<number | null> {
  const { participants } = await page.snapshot()
  const id = participants.find((participant) => participant.identity === identity)?.id ?? ''
  return (await levelsOf(page)).at(-1)?.[id] ?? null
}

/** Listens to the active speakers, or ends that. */
async function observeSpeakers({ page }: PersonPage, on = true): Promise<void> {
  await page.evaluate((wanted) => {
    window.observed?.stop()
    if (wanted) {
      window.observed = { levels: [], stop: window.conformance.room.on('activeSpeakersChanged', () => {}) }
    }
  }, on)
}

/** Identities of the active speakers, and `self`, loudest first. */
async function speakersAt(page: PersonPage): Promise<string[]> {
  const { activeSpeakers, participants } = await page.snapshot()
  return activeSpeakers.map(
    ({ participantId }) => participants.find(({ id }) => id === participantId)?.identity ?? participantId,
  )
}
