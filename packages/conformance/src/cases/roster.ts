import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'

/** Clocks of page, service and vendor may differ by so much, ms. */
const clockMs = 10_000

export const roster: readonly ConformanceCase[] = [
  {
    id: 'roster/initial-flag',
    title: 'Who was there is `initial`, who comes later is not.',
    level: 'MUST',
    proves: 'inv. 1; C-5 existing participants; 19.2 connect resolves',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await third.join({})
        const initial = async (page: PersonPage, { identity }: PersonPage) =>
          (await page.snapshot()).participants.find((each) => each.identity === identity)?.initial
        for (const other of [first, second]) {
          await context.waitFor(`${third.identity} to be known`, async () => (await other.shows(third.person)) !== null)
          context.equal(await initial(third, other), true, `initial of ${other.identity}, who was there`)
          context.equal(await initial(other, third), false, `initial of ${third.identity}, who came later`)
        }
        const joined = (await third.events()).filter((event) => event.startsWith('participantJoined')).sort()
        const all = [first, second].map(({ identity }) => `participantJoined ${identity} initial`)
        context.equal(joined, all.sort(), 'announcements of who was there')
      })
    },
  },
  {
    id: 'roster/self-is-not-remote',
    title: 'Nobody finds themself among the participants.',
    level: 'MUST',
    proves: 'C-9 session id and user id; 19.9 participant id, identity',
    async run({ call, equal }) {
      const [one, two] = await call(2)
      for (const [page, other] of [
        [one, two],
        [two, one],
      ] as const) {
        equal((await page.snapshot()).self.identity, page.identity, 'the own identity')
        equal(await page.roster(), [other.identity], `the roster of ${page.identity}`)
      }
    },
  },
  {
    id: 'roster/four-people',
    title: 'Four pages each list the other three.',
    level: 'MUST',
    proves: 'inv. 1',
    async run(context) {
      const { equal, open, waitFor } = context
      await withThirdPerson(context, async (third, first, second) => {
        const fourth = await open(3, first.room)
        await Promise.all([third.join({}), fourth.join({})])
        const pages = [first, second, third, fourth]
        for (const page of pages) {
          const others = pages.filter((other) => other !== page).map(({ identity }) => identity)
          await waitFor(`${page.identity} to have three others`, async () => (await page.roster()).length === 3)
          equal(await page.roster(), others.sort(), `the roster of ${page.identity}`)
        }
        await fourth.leave()
        await untilGone(context, fourth, [first, second, third])
      })
    },
  },
  {
    id: 'roster/publishes-nothing-but-is-here',
    title: 'Somebody without camera and microphone is in the roster.',
    level: 'MUST',
    proves: 'inv. 1; C-5 existing participants',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await third.join({})
        for (const page of [first, second]) {
          const shown = await context.waitFor(`${third.identity} to be known`, () => page.shows(third.person))
          context.equal(shown, { camera: 'off', microphone: 'off' }, `their sources for ${page.identity}`)
        }
      })
    },
  },
  {
    id: 'roster/tracks-of-who-was-here',
    title: 'A late joiner gets camera and microphone of who was there, after their `participantJoined`.',
    level: 'MUST',
    proves: 'inv. 1, 2; C-5 existing participants',
    async run(context) {
      const [one, two] = await context.call(2)
      const mark = await comesLate(context, two, one)
      await seeAndHearOneAnother(context, [one, two])
      const about = (await two.events()).slice(mark).filter((event) => event.split(' ')[1] === one.identity)
      context.equal(about[0], `participantJoined ${one.identity} initial`, 'the first event about who was there')
      for (const source of ['camera', 'microphone']) {
        const published = about.filter((event) => event === `trackPublished ${one.identity} ${source}`)
        context.equal(published.length, 1, `publications of the ${source}`)
      }
    },
  },
  {
    id: 'roster/camera-off-before-we-came',
    title: 'A late joiner sees no camera track of somebody whose camera is off; it appears when it goes on.',
    level: 'MUST',
    proves: 'rule isSteadySource (decision 2)',
    async run(context) {
      const [one, two] = await context.call(2)
      await one.turn('camera', false)
      await comesLate(context, two, one)
      // The voice comes on the same path, and is there.
      await context.waitFor('the voice', async () => (await two.hears(one.person))[0] === 1)
      await one.fence(two)
      context.equal(await sourcesOf(two, one), ['microphone'], 'tracks of who turned the camera off before')
      context.equal((await two.shows(one.person))?.camera, 'off', 'their camera')
      await one.turn('camera', true)
      await context.waitFor('the picture', () => two.sees(one.person))
      context.equal(await sourcesOf(two, one), ['camera', 'microphone'], 'their tracks with the camera on')
    },
  },
  {
    id: 'roster/muted-before-we-came',
    title:
      'A late joiner sees the microphone `off` of somebody who is muted with the capture open, and hears them after unmute.',
    level: 'MUST',
    proves: 'C-24 mute; 19.13 mute mic',
    async run(context) {
      const [one, two] = await context.call(2)
      await one.page.evaluate(() => window.conformance.room.local.microphone.disable({ keepCapture: true }))
      await comesLate(context, two, one)
      await context.waitFor('the picture', () => two.sees(one.person))
      await one.fence(two)
      context.equal(await two.shows(one.person), { camera: 'live', microphone: 'off' }, 'who was muted before')
      context.equal(await two.hears(one.person), [0], 'players that let out the muted voice')
      await one.turn('microphone', true)
      await context.waitFor('the voice', async () => (await two.hears(one.person))[0] === 1)
    },
  },
  {
    id: 'roster/identity-from-grant',
    title: 'The identity others see is the one in the grant.',
    level: 'MUST',
    proves: 'C-9 session id and user id; 19.9 participant id, identity',
    async run({ call, equal, occupants }) {
      const [one, two] = await call(2)
      equal(await one.roster(), [two.person.identity], 'what the first sees, against the grant of the second')
      equal(await two.roster(), [one.person.identity], 'what the second sees, against the grant of the first')
      const both = [one.person.identity, two.person.identity].sort()
      equal([...(await occupants(one.room))].sort(), both, 'what the service knows')
    },
  },
  {
    id: 'roster/display-name',
    title: 'The display name of the grant is shown to others.',
    level: 'SHOULD',
    proves: 'C-10 display name, metadata; 19.10 name, metadata',
    async run({ call, equal }) {
      const [one, two] = await call(2)
      for (const [page, other] of [
        [one, two],
        [two, one],
      ] as const) {
        const names = (await page.snapshot()).participants.map(({ displayName }) => displayName)
        equal(names, [other.person.displayName], `the names ${page.identity} sees`)
      }
    },
  },
  {
    id: 'roster/joined-at',
    title: '`joinedAt` of who was there is Unix ms, within 10 s of the truth.',
    level: 'SHOULD',
    proves: 'rule ParticipantPresentFact.joinedAt',
    async run(context) {
      const [one, two] = await context.call(2)
      const { since } = (await one.snapshot()).connection
      await comesLate(context, two, one)
      await context.waitFor('the picture', () => two.sees(one.person))
      const joinedAt = (await two.snapshot()).participants[0]?.joinedAt ?? 0
      const off = Math.abs(joinedAt - since)
      context.check(off <= clockMs, `joinedAt is ${joinedAt}, ${off} ms from ${since}, when they were connected`)
    },
  },
  {
    id: 'roster/refresh-changes-nothing',
    title: '`refresh()` in a calm room gives no event, and participants keep their snapshot objects.',
    level: 'MUST',
    proves: 'rule SessionBase.refresh',
    async run({ call, check, equal }) {
      const [one, two] = await call(2)
      const mark = (await one.events()).length
      const before = await one.page.evaluateHandle(() => window.conformance.room.snapshot.participants)
      await one.page.evaluate(() => window.conformance.room.refresh())
      await two.fence(one)
      // Quality is measured all the time, and may change meanwhile.
      const kept = await one.page.evaluate((old) => {
        const { participants } = window.conformance.room.snapshot
        return participants.every((now, index) => {
          const was = old[index]
          return now === was || (now.id === was?.id && now.tracks === was.tracks && now.quality !== was.quality)
        })
      }, before)
      check(kept, 'refresh() made new snapshot objects of a participant that did not change')
      equal((await one.events()).slice(mark), [], 'events of refresh()')
      equal(await one.roster(), [two.identity], 'the roster after refresh()')
    },
  },
]

/** Somebody of the shared call leaves and comes back with camera and microphone; gives where the new stay's events begin. */
async function comesLate(context: CaseContext, page: PersonPage, other: PersonPage): Promise<number> {
  await page.leave()
  await untilGone(context, page, [other])
  const mark = (await page.events()).length
  await page.join()
  return mark
}

/** Sources of the tracks that one page has of another, sorted. */
async function sourcesOf(page: PersonPage, { identity }: PersonPage): Promise<string[]> {
  const found = (await page.snapshot()).participants.find((participant) => participant.identity === identity)
  return (found?.tracks ?? []).map(({ source }) => source).sort()
}
