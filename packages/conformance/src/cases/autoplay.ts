import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Two speak in the shared call; the third listens in a browser that blocks sound. */
export const autoplay: readonly ConformanceCase[] = [
  {
    id: 'autoplay/said-once',
    title: 'Blocked sound is said once: `audioPlaybackChanged(true)`, and in the snapshot.',
    level: 'MUST',
    blocksSound: true,
    timeoutMs: 60_000,
    proves: 'C-32 attach; 19.18 attach; rule SpeakerFacet.resume',
    async run(context) {
      await withListener(context, async (listener, first, second) => {
        await first.fence(listener)
        context.equal(said(listener), ['sound blocked'], 'what was said')
        context.equal((await listener.snapshot()).audio, { blocked: true }, 'the snapshot')
        context.equal(await listener.hears(first.person, second.person), [0, 0], 'players per voice')
      })
    },
  },
  {
    id: 'autoplay/resume-in-a-click',
    title: '`audio.resume()` in a click lets every voice out once and says so once.',
    level: 'MUST',
    blocksSound: true,
    timeoutMs: 60_000,
    proves: 'C-32 attach; 19.18 attach',
    async run(context) {
      await withListener(context, async (listener, first, second) => {
        await listener.page.getByRole('button', { name: 'Sound' }).click()
        context.equal((await listener.settled('resume')).state, 'done', 'the call')
        const voices = await context.waitFor('both voices', async () => {
          const players = await listener.hears(first.person, second.person)
          return players.every(Boolean) && players
        })
        context.equal(voices, [1, 1], 'players per voice')
        context.equal(said(listener), ['sound blocked', 'sound plays'], 'what was said')
        context.equal((await listener.snapshot()).audio, { blocked: false }, 'the snapshot')
      })
    },
  },
  {
    id: 'autoplay/resume-without-a-click',
    title: '`audio.resume()` without a gesture rejects with `invalid-state` and stays blocked.',
    level: 'SHOULD',
    blocksSound: true,
    timeoutMs: 60_000,
    proves: 'C-32 attach',
    async run(context) {
      const resumes = true
      await withListener(
        context,
        async (listener, first, second) => {
          await context.waitFor('the call to end', () => said(listener).length > 1)
          context.equal(said(listener), ['sound blocked', 'invalid-state'], 'what was said')
          context.equal((await listener.snapshot()).audio, { blocked: true }, 'the snapshot')
          context.equal(await listener.hears(first.person, second.person), [0, 0], 'players per voice')
        },
        resumes,
      )
    },
  },
  {
    id: 'autoplay/pictures-are-not-blocked',
    title: 'Pictures move while sound is blocked.',
    level: 'MUST',
    blocksSound: true,
    timeoutMs: 60_000,
    proves: 'C-32 attach',
    async run(context) {
      await withListener(context, async (listener, first, second) => {
        for (const { person } of [first, second]) {
          await context.waitFor(`the picture of ${person.identity}`, () => listener.sees(person))
        }
        context.equal((await listener.snapshot()).audio, { blocked: true }, 'the snapshot')
        context.equal(await listener.hears(first.person, second.person), [0, 0], 'players per voice')
      })
    },
  },
]

async function withListener(
  { call, openBlocked, waitFor }: CaseContext,
  use: (listener: PersonPage, first: PersonPage, second: PersonPage) => Promise<void>,
  resumes = false,
): Promise<void> {
  const [first, second] = await call(2)
  const listener = await openBlocked(2, first.room, resumes)
  // By the console: what is evaluated in the page counts as a gesture, so the browser must have refused both voices before.
  await waitFor('the block', () => said(listener).includes('sound blocked'))
  await waitFor('both voices', () => listener.console.filter((line) => line === 'debug: voice').length === 2)
  await use(listener, first, second)
  await listener.leave()
  await waitFor('the two to be alone again', async () =>
    (await Promise.all([first.roster(), second.roster()])).every(({ length }) => length === 1),
  )
}

function said({ console }: PersonPage): string[] {
  return console.flatMap((line) => (line.startsWith('info: ') ? line.slice('info: '.length) : []))
}
