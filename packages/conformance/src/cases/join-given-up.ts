import type { JoinOptions } from '@televid/core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'

const devices = { camera: true, microphone: true } as const

/** Joins that are aborted, run out of time, are overtaken by a leave, or find nobody. */
export const joinGivenUp: readonly ConformanceCase[] = [
  {
    id: 'join/abort-while-service-holds',
    title:
      "An abort during the vendor's join rejects with `aborted` within 1 s, and when the line is released nobody appears.",
    level: 'MUST',
    stimuli: ['holdJoin'],
    proves: 'inv. 8; C-2 cancel and time-out; 19.3 abort, time-out',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        const release = await context.stimuli.holdJoin(third)
        const join = await startJoin(third, devices)
        await untilVendorJoins(context, third)
        const { code, ms } = await third.page.evaluate(async ({ abort, ended }) => {
          const start = performance.now()
          abort.abort()
          return { code: await ended, ms: performance.now() - start }
        }, join)
        context.equal(code, 'aborted', 'how the join ended')
        context.check(ms < 1_000, `the join ended ${Math.round(ms)} ms after the abort, limit 1000`)
        await release()
        await leavesNothing(context, third, [first, second])
        await joinsAndLeavesCleanly(context, third, first)
      })
    },
  },
  {
    id: 'join/abort-at-any-moment',
    title:
      'Aborts 0, 1, 5, 20, 50, 100, 200 and 400 ms into a join leave no connection, no live track and nobody in the room.',
    level: 'MUST',
    proves: 'inv. 8; 19.3 abort, time-out',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        for (const ms of [0, 1, 5, 20, 50, 100, 200, 400]) {
          const join = await startJoin(third, devices, ms)
          const how = await join.evaluate(({ ended }) => ended)
          context.check(
            how === 'aborted' || (how === 'joined' && ms > 0),
            `aborted after ${ms} ms, a join ended: ${how}`,
          )
          // A join that was faster than its abort is an ordinary one.
          if (how === 'joined') await third.leave()
          await leavesNothing(context, third, [first, second])
        }
        await joinsAndLeavesCleanly(context, third, first)
      })
    },
  },
  {
    id: 'join/time-out',
    title: 'A join the service never answers rejects with `timeout` at `timeoutMs`, give or take 0.5 s.',
    level: 'MUST',
    stimuli: ['holdJoin'],
    proves: 'inv. 8; C-2 cancel and time-out; 19.3 abort, time-out',
    async run(context) {
      const page = await context.open(0, context.newRoom())
      await context.stimuli.holdJoin(page)
      const timeoutMs = 1_500
      const { code, ms } = await page.page.evaluate(
        async (asked) => {
          const start = performance.now()
          const ended: Promise<string> = window.conformance.room.join(asked).then(
            () => 'joined',
            (error) => error.code,
          )
          const late = new Promise<string>((resolve) => setTimeout(resolve, 3 * asked.timeoutMs, 'not yet'))
          const code = await Promise.race([ended, late])
          return { code, ms: performance.now() - start }
        },
        { ...devices, timeoutMs },
      )
      context.equal(code, 'timeout', 'how the join ended')
      context.check(
        Math.abs(ms - timeoutMs) <= 500,
        `the join ended after ${Math.round(ms)} ms, asked for ${timeoutMs}`,
      )
      await leavesNothing(context, page, [])
    },
  },
  {
    id: 'join/late-session-is-left',
    title: 'A session that comes after the time-out leaves by itself within 5 s.',
    level: 'MUST',
    waits: true,
    stimuli: ['holdJoin'],
    proves: 'inv. 8; rule AdapterJoinRequest.signal',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        const release = await context.stimuli.holdJoin(third)
        // Long enough for the grant, on a busy machine too: what is to run out of time is the join of the provider.
        const join = await startJoin(third, { ...devices, timeoutMs: 3_000 })
        await untilVendorJoins(context, third)
        context.equal(await join.evaluate(({ ended }) => ended), 'timeout', 'how the join ended')
        await release()
        await leavesNothing(context, third, [first, second])
        await joinsAndLeavesCleanly(context, third, first)
      })
    },
  },
  {
    id: 'join/leave-during-it',
    title: '`leave()` during a join rejects the join with `aborted` and leaves nothing.',
    level: 'MUST',
    proves: 'inv. 8; 19.3 abort, time-out',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        for (const moment of ['same turn', 'granted'] as const) {
          const code = await third.page.evaluate(
            async ([asked, when]) => {
              const { room } = window.conformance
              const stop = room.subscribe(() => {
                const { connection, provider } = room.snapshot
                if (when === 'granted' && connection.state === 'joining' && provider !== null) void room.leave()
              })
              const ended = room.join(asked).then(
                () => 'joined',
                (error) => error.code,
              )
              if (when === 'same turn') void room.leave()
              const code = await ended
              stop()
              await room.leave()
              return code
            },
            [devices, moment] as const,
          )
          context.equal(code, 'aborted', `how a join ended that was left (${moment})`)
          await leavesNothing(context, third, [first, second])
        }
        await joinsAndLeavesCleanly(context, third, first)
      })
    },
  },
  {
    id: 'join/service-away',
    title: 'With the service away, `join()` rejects with a retryable code and leaves nothing.',
    level: 'MUST',
    waits: true,
    stimuli: ['killService'],
    proves: '19.8 retryable; C-48 errors',
    async run({ equal, newRoom, open, spoil, stimuli, waitFor }) {
      const page = await open(0, newRoom())
      spoil()
      await stimuli.killService()
      const error = await page.page.evaluate(
        (asked) =>
          window.conformance.room.join(asked).then(
            () => null,
            ({ code, name, retryable }) => ({ code, name, retryable }),
          ),
        { ...devices, timeoutMs: 3_000 },
      )
      equal(
        error && { name: error.name, retryable: error.retryable },
        { name: 'TelevidError', retryable: true },
        'error',
      )
      await waitFor('no connection and no live track', () => isIdle(page), { timeoutMs: 5_000 })
    },
  },
]

/** Starts a join in the page. `ended` gives `joined` or the code of the error; aborted after `ms`, if given, or by hand. */
function startJoin({ page }: PersonPage, options: JoinOptions, ms?: number) {
  return page.evaluateHandle(
    ([asked, after]) => {
      const abort = new AbortController()
      const ended: Promise<string> = window.conformance.room.join({ ...asked, signal: abort.signal }).then(
        () => 'joined',
        (error) => error.code,
      )
      if (after === 0) abort.abort()
      else if (after !== undefined) setTimeout(() => abort.abort(), after)
      return { abort, ended }
    },
    [options, ms] as const,
  )
}

/** The grant is there, and the line of the provider is held: what the join now waits for is the provider. */
async function untilVendorJoins({ waitFor }: CaseContext, page: PersonPage): Promise<void> {
  await waitFor('the join to be with the provider', async () => {
    const { connection, provider } = await page.snapshot()
    return connection.state === 'joining' && provider !== null
  })
}

/** @throws {Error} that says what there is, so that a wait in vain does */
async function isIdle({ page }: PersonPage): Promise<boolean> {
  const left = await page.evaluate(() => {
    const liveTracks = window.bench.liveTracks().map(({ api, kind }) => `${api} ${kind}`)
    return { ...window.bench.open(), liveTracks }
  })
  const { eventSources, liveTracks, peerConnections, webSockets } = left
  if (eventSources + peerConnections + webSockets + liveTracks.length === 0) return true
  throw new Error(`there are ${JSON.stringify(left)}`)
}

/** Within 5 s; a page without a connection is in no room, whatever may still come. */
async function leavesNothing(context: CaseContext, page: PersonPage, others: readonly PersonPage[]): Promise<void> {
  await context.waitFor(`${page.identity} to have no connection and no live track`, () => isIdle(page), {
    timeoutMs: 5_000,
  })
  await untilGone(context, page, others)
}

/** The fence of what must not come any more: a whole stay on the same line, after which every joined had its left. */
async function joinsAndLeavesCleanly(context: CaseContext, page: PersonPage, other: PersonPage): Promise<void> {
  await page.join({})
  await page.fence(other)
  await page.leave()
  await leavesNothing(context, page, [other])
  const events = (await other.events()).map((event) => event.split(' ').slice(0, 2).join(' '))
  const count = (name: string) => events.filter((event) => event === `${name} ${page.identity}`).length
  context.equal(count('participantLeft'), count('participantJoined'), `stays of ${page.identity} that ended`)
}
