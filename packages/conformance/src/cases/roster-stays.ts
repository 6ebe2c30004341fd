import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'
import { withoutReason } from './without-reason.ts'

/** A vendor may announce whoever publishes nothing some seconds late: LiveKit 3 s, when they come and when they go. */
const fiveStaysMs = 60_000
const stays = 5

/** Announcements of somebody who comes and goes, or is called otherwise. */
export const rosterStays: readonly ConformanceCase[] = [
  {
    id: 'roster/one-joined-each',
    title: 'Each stay of a person gives exactly one `participantJoined` on every other page.',
    level: 'MUST',
    proves: 'inv. 1',
    timeoutMs: fiveStaysMs,
    async run(context) {
      for (const { events, page, third } of await fiveStays(context)) {
        const joined = events.filter((event) => event.startsWith('participantJoined'))
        const wanted = Array.from({ length: stays }, () => `participantJoined ${third}`)
        context.equal(joined, wanted, `arrivals in ${stays} stays, for ${page}`)
      }
    },
  },
  {
    id: 'roster/one-left-each',
    title: 'Each stay gives exactly one `participantLeft`, after its joined.',
    level: 'MUST',
    proves: 'inv. 1; C-7 order on leave',
    timeoutMs: fiveStaysMs,
    async run(context) {
      for (const { events, page, third } of await fiveStays(context)) {
        const pairs = Array.from({ length: stays }, () => [`participantJoined ${third}`, `participantLeft ${third}`])
        context.equal(events.map(withoutReason), pairs.flat(), `comings and goings in ${stays} stays, for ${page}`)
      }
    },
  },
  {
    id: 'roster/profile-update',
    title: 'A changed display name reaches the other page as one `participantUpdated`.',
    level: 'SHOULD',
    requires: 'profile',
    proves: 'C-10 display name, metadata; 19.10 name, metadata',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        const { identity } = third
        await third.join({})
        await third.fence(first)
        const updates = await first.page.evaluateHandle((who) => {
          const names: (string | undefined)[] = []
          window.conformance.room.on('participantUpdated', (participant) => {
            if (participant.identity === who) names.push(participant.displayName)
          })
          return names
        }, identity)
        await third.page.evaluate(() => window.conformance.room.updateProfile({ displayName: 'Another name' }))
        const nameIn = async () =>
          (await first.snapshot()).participants.find((participant) => participant.identity === identity)?.displayName
        await context.waitFor('the other page to show the name', async () => (await nameIn()) === 'Another name')
        await third.fence(first)
        await second.fence(first)
        context.equal(await updates.jsonValue(), ['Another name'], 'names told by participantUpdated')
        context.equal((await third.snapshot()).self.displayName, 'Another name', 'the own name')
      })
    },
  },
]

/** The third of a call of three comes and goes five times; what the other two were told of it, each by the page that was. */
async function fiveStays(context: CaseContext) {
  const seen: { readonly page: string; readonly third: string; readonly events: readonly string[] }[] = []
  await withThirdPerson(context, async (third, first, second) => {
    const pages = [first, second]
    const marks = await Promise.all(pages.map(async (page) => (await page.events()).length))
    for (let stay = 0; stay < stays; stay += 1) {
      await third.join({})
      await Promise.all(pages.map((page) => third.fence(page)))
      await third.leave()
      await untilGone(context, third, pages)
    }
    // What might come twice, or late, would come before the answer to this.
    await first.fence(second)
    await second.fence(first)
    for (const [index, page] of pages.entries()) {
      const events = (await page.events()).slice(marks[index])
      seen.push({
        page: page.identity,
        third: third.identity,
        events: events.filter((event) => event.startsWith('participant')),
      })
    }
  })
  return seen
}
