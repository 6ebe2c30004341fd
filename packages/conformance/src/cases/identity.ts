import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'

/** For so long the page that lost must stay quiet, ms. */
const quietMs = 10_000
/** So long two of one identity may be counted while one takes over from the other, ms. */
const overlapMs = 2_000

export const identity: readonly ConformanceCase[] = [
  {
    id: 'identity/new-stay-new-id',
    title: 'Who leaves and comes back has a new participant id and the same identity.',
    level: 'MUST',
    proves: 'rule Fact (keys are never reused); C-9 session id and user id',
    async run(context) {
      const { call, check, waitFor } = context
      const [one, two] = await call(2)
      const idOfSecond = async () =>
        (await one.snapshot()).participants.find((each) => each.identity === two.identity)?.id ?? ''
      const before = await idOfSecond()
      await two.leave()
      await untilGone(context, two, [one])
      await two.join()
      const after = await waitFor('the second to be back', idOfSecond)
      check(after !== before, `the new stay has the id of the one before, ${before}`)
    },
  },
  {
    id: 'identity/second-join-ends-first',
    title: 'A second join of an identity ends the first with `duplicate-identity`.',
    level: 'SHOULD',
    requires: 'uniqueIdentity',
    serviceDecides: true,
    proves: 'inv. 5; C-17 duplicate',
    async run(context) {
      await withSecondJoin(context, async ({ first }) => {
        const { reason, state } = (await first.snapshot()).connection
        context.equal(
          { state, reason: reason?.unified },
          { state: 'disconnected', reason: 'duplicate-identity' },
          'the first page',
        )
      })
    },
  },
  {
    id: 'identity/second-join-seen-by-others',
    title: 'A third page never counts two of one identity for longer than 2 s, and sees one left and one more joined.',
    level: 'SHOULD',
    requires: 'uniqueIdentity',
    serviceDecides: true,
    proves: 'inv. 1; C-17 duplicate',
    async run(context) {
      await withSecondJoin(context, async ({ first, third, longestOverlap, mark }) => {
        await context.waitFor('the newer one alone', async () => (await third.roster()).join() === first.identity)
        const longest = await longestOverlap()
        context.check(longest <= overlapMs, `two of one identity were counted for ${Math.round(longest)} ms`)
        const stays = (await third.events()).slice(mark).flatMap((event) => {
          const [name = '', who] = event.split(' ')
          return name.startsWith('participant') && who === first.identity ? [name] : []
        })
        context.equal(stays.sort(), ['participantJoined', 'participantLeft'], 'what the third page saw')
      })
    },
  },
  {
    id: 'identity/first-does-not-fight-back',
    title: 'The page that lost to a second join makes no new connection for 10 s.',
    level: 'SHOULD',
    waits: true,
    requires: 'uniqueIdentity',
    proves: 'inv. 5',
    async run(context) {
      await withSecondJoin(context, async ({ first, second }) => {
        const made = () => first.page.evaluate(() => window.bench.made())
        const before = await made()
        const until = performance.now() + quietMs
        await context.waitFor(
          'the time of the case, in which the first page does nothing',
          async () => {
            context.equal(await second.state(), 'connected', 'the second page')
            return performance.now() > until
          },
          { timeoutMs: quietMs + 5_000 },
        )
        context.equal(await made(), before, 'connections the first page made')
      })
    },
  },
  {
    id: 'identity/duplicates-are-two-people',
    title:
      'Where identities are not unique, two stays of one identity are two participants with two ids; one leaving does not touch the other.',
    level: 'SHOULD',
    requiresNot: 'uniqueIdentity',
    serviceDecides: true,
    proves: 'C-9 session id and user id; 19.9 participant id, identity',
    async run(context) {
      const { call, equal, open, waitFor } = context
      const [third, first] = await call(2)
      const second = await open(1, third.room)
      await second.join()
      await waitFor('two people of one identity', async () => (await third.roster()).length === 2)
      const { participants } = await third.snapshot()
      equal(new Set(participants.map(({ id }) => id)).size, 2, 'ids')
      equal(await third.roster(), [first.identity, first.identity], 'identities')
      await second.leave()
      await waitFor('one of them to be gone', async () => (await third.roster()).length === 1)
      await seeAndHearOneAnother(context, [third, first])
    },
  },
  {
    id: 'identity/reload',
    title: 'After a reload of a tab the others end with one of that identity, and with moving pictures.',
    level: 'MUST',
    proves: 'C-49 page leave; 19.34 leave',
    async run(context) {
      const { call, equal, occupants } = context
      const [one, two] = await call(2)
      await two.page.reload()
      await two.enter(two.room)
      await two.join()
      await seeAndHearOneAnother(context, [one, two])
      equal(await one.roster(), [two.identity], 'the roster of who stayed')
      const there = (await occupants(two.room)).filter((each) => each === two.identity)
      equal(there.length, 1, 'how often the service has who reloaded')
    },
  },
  {
    id: 'identity/two-rooms-one-page',
    title: 'One page in two rooms keeps their rosters, media and leave apart.',
    level: 'SHOULD',
    proves: 'rule VideoAdapter (no shared state)',
    async run(context) {
      const { equal, newRoom, open, waitFor } = context
      await withThirdPerson(context, async (both, first, second) => {
        const fourth = await open(3, newRoom())
        await Promise.all([both.join(), fourth.join()])
        const firstRoom = await both.page.evaluateHandle(() => window.conformance.room)
        const rosterOfFirst = () =>
          firstRoom.evaluate(({ snapshot }) => snapshot.participants.map(({ identity }) => identity).sort())
        const { room } = both
        await both.enter(fourth.room)
        await both.join()
        await seeAndHearOneAnother(context, [both, fourth])
        await seeAndHearOneAnother(context, [both, first, second])
        equal(await both.roster(), [fourth.identity], 'the roster of the second room')
        equal(await fourth.roster(), [both.identity], 'the roster of who is in the second room')
        equal(await rosterOfFirst(), [first.identity, second.identity].sort(), 'the roster of the first room')
        equal(await first.hears(fourth.person), [0], 'players in the first room of a voice of the second')
        equal(
          await fourth.hears(first.person, second.person),
          [0, 0],
          'players in the second room of voices of the first',
        )

        await both.leave()
        await untilGone(context, both, [fourth])
        await waitFor('the voice of the second room to be gone', async () => (await both.hears(fourth.person))[0] === 0)
        await seeAndHearOneAnother(context, [both, first, second])
        equal(
          await rosterOfFirst(),
          [first.identity, second.identity].sort(),
          'the first room after leaving the second',
        )
        await firstRoom.evaluate((left) => left.leave())
        both.room = room
      })
    },
  },
]

interface SecondJoin {
  /** Was there first, and lost. */
  readonly first: PersonPage
  /** Of the same identity, joined later. */
  readonly second: PersonPage
  readonly third: PersonPage
  /** Longest time for which the third page counted two of that identity, ms. */
  readonly longestOverlap: () => Promise<number>
  /** Where the events of the third page begin. */
  readonly mark: number
}

/** Another page joins as the second person of the shared call; when that one was told, `use` looks; then all is as before. */
async function withSecondJoin(context: CaseContext, use: (join: SecondJoin) => Promise<void>): Promise<void> {
  const { call, open, waitFor } = context
  const [third, first] = await call(2)
  const second = await open(1, third.room)
  const mark = (await third.events()).length
  const overlap = await third.page.evaluateHandle((identity) => {
    const { room } = window.conformance
    const seen = { since: null as number | null, longest: 0, stop: [] as (() => void)[] }
    const stop = room.subscribe(() => {
      const count = room.snapshot.participants.filter((each) => each.identity === identity).length
      if (seen.since !== null) seen.longest = Math.max(seen.longest, performance.now() - seen.since)
      seen.since = count > 1 ? (seen.since ?? performance.now()) : null
    })
    seen.stop.push(stop)
    return seen
  }, first.identity)
  const longestOverlap = () =>
    overlap.evaluate(({ longest, since }) => (since === null ? longest : Math.max(longest, performance.now() - since)))

  await second.join()
  await waitFor('the first page to be told', async () => (await first.state()) === 'disconnected')
  await waitFor('the second page to be seen', () => third.sees(second.person))
  await use({ first, second, third, longestOverlap, mark })

  await overlap.evaluate(({ stop }) => {
    for (const each of stop) each()
  })
  await second.leave()
  await untilGone(context, second, [third])
  await first.join()
}
