import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

export const disconnectReasons: readonly ConformanceCase[] = [
  {
    id: 'reason/left',
    title: 'Own leave is `left`.',
    level: 'MUST',
    waits: true,
    proves: 'inv. 5; C-14 left; 19.7 disconnect reason',
    async run({ open, newRoom, equal }) {
      const page = await open(0, newRoom())
      await page.join({})
      await page.leave()
      equal((await page.events()).at(-1), 'disconnected left', 'last event')
      equal(await reason(page), 'left', 'reason in the snapshot')
    },
  },
  {
    id: 'reason/one-end-only',
    title: 'Each session has one `disconnected`, also when more ends are reported after it.',
    level: 'MUST',
    waits: true,
    stimuli: ['endRoom'],
    serviceDecides: true,
    proves: 'inv. 5; 19.7 disconnect reason',
    async run(context) {
      const pages = await inOneRoom(context, 2)
      await context.stimuli.endRoom(pages[0]?.room ?? '')
      for (const page of pages) {
        await ended(context, page)
        // One more end, and whatever of the service was on its way.
        await page.leave()
        await context.waitFor('the sockets to be closed', async () => (await page.leftovers()).sockets === 0)
        context.equal((await page.eventsFrom(0, 'disconnected')).length, 1, `ends of ${page.identity}'s session`)
        context.equal((await page.events()).at(-1)?.startsWith('disconnected'), true, 'the end is the last event')
      }
    },
  },
  {
    id: 'reason/bad-credentials',
    title:
      'Refused credentials reject the join with `grant-expired` or `grant-invalid`, not retryable; nothing is left open.',
    level: 'MUST',
    waits: true,
    stimuli: ['badGrant'],
    serviceDecides: true,
    proves: 'inv. 5; C-18 auth; 19.7 disconnect reason',
    async run({ open, newRoom, stimuli, check, equal, waitFor }) {
      const room = newRoom()
      const page = await open(0, room)
      for (const kind of ['expired', 'forged'] as const) {
        await stimuli.badGrant({ room, identity: page.identity }, kind)
        const { code, retryable, typed } = await page.refusedJoin({ camera: true, microphone: true })
        check(['grant-expired', 'grant-invalid'].includes(code), `${kind} credentials were refused with "${code}"`)
        equal({ typed, retryable }, { typed: true, retryable: false }, `the error of ${kind} credentials`)
        await waitFor('nothing to be left', async () =>
          Object.values(await page.leftovers()).every((count) => count === 0),
        )
      }
    },
  },
  {
    id: 'reason/expired-at-join',
    title: 'Expired credentials reject with `grant-expired`.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['badGrant'],
    serviceDecides: true,
    proves: 'C-18 auth; 19.7 disconnect reason',
    async run({ open, newRoom, stimuli, equal }) {
      const room = newRoom()
      const page = await open(0, room)
      await stimuli.badGrant({ room, identity: page.identity }, 'expired')
      equal((await page.refusedJoin()).code, 'grant-expired', 'code')
      equal(await reason(page), 'token-expired', 'reason in the snapshot')
    },
  },
  {
    id: 'reason/removed',
    title: 'A removed page gets `removed`.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['remove'],
    serviceDecides: true,
    proves: 'inv. 5; C-15 kicked; 19.7 disconnect reason',
    async run(context) {
      const page = await removed(context)
      context.equal(await reason(page), 'removed', 'reason in the snapshot')
      context.equal(await page.eventsFrom(0, 'disconnected'), ['disconnected removed'], 'ends')
    },
  },
  {
    id: 'reason/removed-is-never-harmless',
    title: 'A removed page gets `removed` or `unknown`, never `left` or a reason that invites a rejoin.',
    level: 'MUST',
    waits: true,
    stimuli: ['remove'],
    serviceDecides: true,
    proves: 'inv. 5; C-15 kicked; 19.7 disconnect reason',
    async run(context) {
      const said = await reason(await removed(context))
      context.check(said === 'removed' || said === 'unknown', `the removed page was told "${said}"`)
    },
  },
  {
    id: 'reason/room-ended',
    title: 'The end of the room is `room-ended` on every page.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['endRoom'],
    serviceDecides: true,
    proves: 'inv. 5; C-16 room ended; 19.7 disconnect reason',
    async run(context) {
      const pages = await inOneRoom(context, 3)
      await context.stimuli.endRoom(pages[0]?.room ?? '')
      for (const page of pages) {
        await ended(context, page)
        context.equal(await reason(page), 'room-ended', `reason of ${page.identity}`)
      }
    },
  },
  {
    id: 'reason/raw-beside',
    title: 'Each reason the vendor worded carries its word as `raw`.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['remove', 'endRoom'],
    serviceDecides: true,
    proves: 'inv. 5; rule WithRaw',
    async run(context) {
      const [stays, goes] = await inOneRoom(context, 2)
      if (!stays || !goes) throw new Error('The room has fewer than two people.')
      await context.stimuli.remove({ room: goes.room, identity: goes.identity })
      await ended(context, goes)
      await context.stimuli.endRoom(stays.room)
      await ended(context, stays)
      for (const page of [goes, stays]) {
        const { connection } = await page.snapshot()
        const raw = connection.reason?.raw
        context.check(
          raw !== undefined && raw !== null && raw !== '',
          `"${connection.reason?.unified}" has no raw word`,
        )
      }
    },
  },
  {
    id: 'reason/why-others-left',
    title:
      '`participantLeft` says `left` or `unknown` for a leave, `removed` or `unknown` for a removal, and nothing else.',
    level: 'SHOULD',
    waits: true,
    stimuli: ['remove'],
    serviceDecides: true,
    proves: 'inv. 5; C-7 order on leave; 19.7 disconnect reason',
    async run(context) {
      const [stays, goes, out] = await inOneRoom(context, 3)
      if (!stays || !goes || !out) throw new Error('The room has fewer than three people.')
      await goes.leave()
      await context.stimuli.remove({ room: out.room, identity: out.identity })
      for (const [page, honest] of [
        [goes, 'left'],
        [out, 'removed'],
      ] as const) {
        const begin = `participantLeft ${page.identity} `
        const [said] = await context.waitFor(`${page.identity} to have left`, async () => {
          const events = await stays.eventsFrom(0, begin)
          return events.length > 0 && events
        })
        const why = said?.slice(begin.length) ?? ''
        context.check([honest, 'unknown'].includes(why), `${page.identity} ${honest}, and the other page says "${why}"`)
      }
    },
  },
]

/** People without media in a room of their own, who all know of each other; only the provider's word of an end is heard. */
async function inOneRoom({ open, newRoom, waitFor }: CaseContext, count: 2 | 3): Promise<readonly PersonPage[]> {
  const room = newRoom()
  const pages = await Promise.all(
    ([0, 1, 2] as const).slice(0, count).map((index) => open(index, room, { channel: false })),
  )
  await Promise.all(pages.map((page) => page.join({})))
  for (const page of pages) {
    await waitFor(`${page.identity} to know everybody`, async () => (await page.roster()).length === count - 1)
  }
  return pages
}

/** Somebody who was removed and knows that it is over. */
async function removed(context: CaseContext): Promise<PersonPage> {
  const [, page] = await inOneRoom(context, 2)
  if (!page) throw new Error('The room has fewer than two people.')
  await context.stimuli.remove({ room: page.room, identity: page.identity })
  await ended(context, page)
  return page
}

async function ended({ waitFor }: CaseContext, page: PersonPage): Promise<void> {
  await waitFor(`${page.identity}'s session to end`, async () => (await page.eventsFrom(0, 'disconnected')).length > 0)
}

async function reason(page: PersonPage): Promise<string | undefined> {
  return (await page.snapshot()).connection.reason?.unified
}
