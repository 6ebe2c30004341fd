import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Ends and refusals for which not every service has a word. */
export const reasonWords: readonly ConformanceCase[] = [
  {
    id: 'reason/expired-in-the-call',
    title: 'A token the service takes for expired in the call ends it with `token-expired`.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['expireToken'],
    serviceDecides: true,
    proves: 'inv. 5; C-18 auth; 19.7 disconnect reason',
    async run(context) {
      const { stimuli, equal } = context
      const [, page] = await two(context)
      await stimuli.expireToken({ room: page.room, identity: page.identity })
      equal(await reasonOfEnd(context, page), 'token-expired', 'reason')
    },
  },
  {
    id: 'reason/room-full',
    title: 'A join into a full room rejects with `room-full`.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['fillRoom'],
    serviceDecides: true,
    proves: 'inv. 5; 19.7 disconnect reason',
    async run({ open, newRoom, stimuli, equal }) {
      const room = newRoom()
      const inside = await open(0, room)
      await inside.join({})
      await stimuli.fillRoom(room)
      const late = await open(1, room)
      equal((await late.refusedJoin()).code, 'room-full', 'code of the join into a full room')
      equal(await inside.roster(), [], 'who the one inside sees')
    },
  },
  {
    id: 'reason/server-shutdown',
    title: 'An announced shutdown is `server-shutdown`.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['shutdownService'],
    serviceDecides: true,
    proves: 'inv. 5; C-21 server; 19.7 disconnect reason',
    timeoutMs: 60_000,
    async run(context) {
      const pages = await two(context)
      // What the witness knows of shared rooms goes with the service.
      context.spoil()
      await context.stimuli.shutdownService()
      for (const page of pages) {
        context.equal(await reasonOfEnd(context, page), 'server-shutdown', `reason on ${page.identity}'s page`)
      }
    },
  },
  {
    id: 'reason/idle',
    title: 'An idle session that the service ends is `idle`.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['idleOut'],
    serviceDecides: true,
    proves: 'inv. 5; 19.7 disconnect reason',
    async run(context) {
      const { stimuli, equal } = context
      const [, page] = await two(context)
      await stimuli.idleOut({ room: page.room, identity: page.identity })
      equal(await reasonOfEnd(context, page), 'idle', 'reason')
    },
  },
]

/** Two people in a room of their own, without media. */
async function two({ open, newRoom }: CaseContext): Promise<readonly [PersonPage, PersonPage]> {
  const room = newRoom()
  const pages = [await open(0, room), await open(1, room)] as const
  for (const page of pages) await page.join({})
  return pages
}

async function reasonOfEnd({ budgets, waitFor }: CaseContext, page: PersonPage): Promise<string | undefined> {
  await waitFor(`${page.identity}'s session to end`, async () => (await page.state()) === 'disconnected', {
    timeoutMs: budgets.signalingMs + budgets.lostMs,
  })
  return (await page.snapshot()).connection.reason?.unified
}
