import { televidErrorCodes } from '@televid/core/protocol'
import type { ConformanceCase } from '../conformance-case.ts'
import { people } from '../harness/person.ts'
import { browserLine } from '../runner/browser-line.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { provokeErrors } from './provoke-errors.ts'

/** What happened, and what to do. */
const twoSentences = /^\S.*[.!?]\s+\S.*[.!?]$/s

export const errors: readonly ConformanceCase[] = [
  {
    id: 'error/always-typed',
    title:
      'Every rejection and every `error` event of the whole run is a `TelevidError` of the closed list, with what happened and what to do.',
    level: 'MUST',
    judgesRun: true,
    proves: 'C-48 errors; 19.8 retryable',
    async run({ call, check, record }) {
      const [, page] = await call(2)
      for (const { what, typed, code, message } of await provokeErrors(page)) {
        check(typed, `${what} did not give a TelevidError (${message})`)
        check(televidErrorCodes.includes(code as never), `${what} gave the code "${code}", which is not of the list`)
        check(twoSentences.test(message), `${what} (${code}) does not say what happened and what to do: "${message}"`)
      }
      const untyped = record.lines.filter((line) => /^warning: (error|rejected \S+) untyped/.test(line))
      check(untyped.length === 0, `errors of the run that are not typed: ${untyped.join('; ')}`)
    },
  },
  {
    id: 'error/nothing-uncaught',
    title: 'No page of the run throws or rejects uncaught.',
    level: 'MUST',
    judgesRun: true,
    proves: 'C-48 errors',
    async run(context) {
      const uncaught = (await ofTheRun(context)).lines.filter((line) => line.startsWith('uncaught: '))
      // What a case throws on purpose in a listener of its own says so.
      const real = uncaught.filter((line) => !line.includes('on purpose'))
      context.check(real.length === 0, `uncaught in a page: ${real.join('; ')}`)
    },
  },
  {
    id: 'error/no-secret',
    title: 'No credential appears in a log line, an error or a warning of the run.',
    level: 'MUST',
    judgesRun: true,
    proves: 'C-48 errors; rule JoinGrant.credentials',
    async run(context) {
      const { lines, secrets } = await ofTheRun(context)
      context.check(secrets.length > 0, 'no page was given a credential')
      // The browser names the URL of what failed: whether there is a credential in it, is the next case.
      const said = lines.filter((line) => !line.startsWith(browserLine))
      const leaks = said.filter((line) => secrets.some((secret) => line.includes(secret))).length
      context.check(leaks === 0, `${leaks} lines of the run hold a credential`)
    },
  },
  {
    id: 'error/no-secret-in-a-url',
    title: 'No credential appears in a URL that a page of the run asked for.',
    level: 'SHOULD',
    judgesRun: true,
    proves: 'design 4; rule JoinGrant.credentials',
    async run(context) {
      const { urls, secrets } = await ofTheRun(context)
      context.check(urls.length > 0 && secrets.length > 0, 'no page asked for anything, or none was given a credential')
      const leaks = urls.filter((url) => secrets.some((secret) => decodeURIComponent(url).includes(secret)))
      const places = leaks.map((url) => new URL(url).origin + new URL(url).pathname)
      context.check(leaks.length === 0, `URLs with a credential, without it: ${[...new Set(places)].join(', ')}`)
    },
  },
  {
    id: 'error/no-personal-data',
    title: 'No display name or identity appears in a log line, an error message or a warning of the run.',
    level: 'MUST',
    judgesRun: true,
    proves: 'rule WarningRaisedFact.message',
    async run(context) {
      const { lines } = await ofTheRun(context)
      const named = lines.filter((line) =>
        people.some(({ displayName, identity }) => new RegExp(`\\b(${displayName}|${identity})\\b`).test(line)),
      )
      context.check(named.length === 0, `lines of the run that name somebody: ${named.join('; ')}`)
    },
  },
  {
    id: 'error/garbage-credentials',
    title: 'Credentials of the wrong shape reject with `grant-invalid` before any connection is made.',
    level: 'MUST',
    proves: '19.1 credentials',
    async run({ open, newRoom, equal }) {
      const page = await open(0, newRoom())
      const made = await page.page.evaluate(() => window.bench.made())
      const garbage = [{}, { token: 42 }, { token: '' }, { token: null, signaling: [], url: {} }, { credentials: 'x' }]
      for (const credentials of garbage) {
        const room = newRoom()
        await page.page.evaluate(
          ([name, wrong]) => {
            const { vendor: provider } = window.conformance.adapter
            const expiresAt = Date.now() + 600_000
            const grant = { provider, room: name, identity: 'somebody', role: 'guest', expiresAt, credentials: wrong }
            window.conformance.open(name, { grant })
          },
          [room, credentials] as const,
        )
        const { code, typed } = await page.refusedJoin()
        equal({ code, typed }, { code: 'grant-invalid', typed: true }, `the join with ${JSON.stringify(credentials)}`)
      }
      equal(await page.page.evaluate(() => window.bench.made()), made, 'connections made')
    },
  },
  {
    id: 'error/cause-kept',
    title: 'An error that began at vendor or browser carries it as `cause`.',
    level: 'SHOULD',
    stimuli: ['badGrant'],
    serviceDecides: true,
    proves: 'C-48 errors; rule AdapterErrorMeaning',
    async run({ open, newRoom, stimuli, equal }) {
      const room = newRoom()
      const page = await open(0, room, { devices: { fail: { video: 'NotFoundError' } } })
      const fromBrowser = await page.page.evaluate(() =>
        window.conformance.room.local.camera.enable().then(
          () => 'no error',
          ({ cause }) => (cause instanceof DOMException ? cause.name : `${cause}`),
        ),
      )
      equal(fromBrowser, 'NotFoundError', 'the cause of a device error')
      await stimuli.badGrant({ room, identity: page.identity }, 'forged')
      equal((await page.refusedJoin()).cause, true, 'a cause of the refused join')
    },
  },
  {
    id: 'error/retryable-is-true',
    title: 'After a retryable failure the same `join()` succeeds once the fault is gone, with nothing else changed.',
    level: 'MUST',
    stimuli: ['killService'],
    proves: '19.8 retryable',
    timeoutMs: 60_000,
    async run({ open, newRoom, spoil, stimuli, equal }) {
      const page = await open(0, newRoom())
      // What the witness knows of the shared room dies with the service.
      spoil()
      const restart = await stimuli.killService()
      const { retryable, typed } = await page.refusedJoin({ timeoutMs: 5000 })
      equal({ retryable, typed }, { retryable: true, typed: true }, 'the error while the service is away')
      await restart()
      await page.join({})
      equal(await page.state(), 'connected', 'the connection')
    },
  },
]

/** What the run left so far; a run of one case alone has a call and its errors to look at. */
async function ofTheRun({ call, record, waitFor }: CaseContext) {
  const [, page] = await call(2)
  await provokeErrors(page)
  // In order: what the page said before this line is known when the line is.
  const fence = crypto.randomUUID()
  await page.page.evaluate((line) => console.info(line), fence)
  await waitFor('the log of the page', () => record.lines.some((line) => line.endsWith(fence)))
  return { lines: record.lines, urls: record.urls, secrets: record.secrets }
}
