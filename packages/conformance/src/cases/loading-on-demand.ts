import type { TelevidError } from '@televid/core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Packages through which the providers' SDKs come. */
const sdks = ['livekit-client', 'twilio-video', '@daily-co/daily-js', '@vonage/client-sdk-video', '@opentok/client']

export const loadingOnDemand: readonly ConformanceCase[] = [
  {
    id: 'load/sdk-at-join-only',
    title: "The SDK is requested at the first join and not before; no other provider's ever is.",
    level: 'MUST',
    proves: '19.35 import; design 9',
    async run(context) {
      const { check, equal, harness, splitPage, waitFor } = context
      const page = await context.open(0, context.newRoom())
      const { entry, parts, partsWith } = await splitPage()
      const own = harness.sdk
      const late = own === undefined ? [] : partsWith(`node_modules/${own}/`)
      check(own === undefined || late.length > 0, `no part of the page holds ${own}: the adapter does not load it`)
      const asked: string[] = []
      page.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      await openSplit(context, page)
      const first = asked.filter((path) => parts.has(path))
      check(first.includes(entry), 'the page did not ask for its first part')
      equal(
        first.filter((path) => late.includes(path)),
        [],
        'parts with the SDK that were asked for before the join',
      )
      check(first.length < parts.size, 'all parts of the page were asked for before the join')
      await page.page.evaluate(() => window.split.join())
      await waitFor('the SDK to be asked for', () => late.every((path) => asked.includes(path)))
      check(asked.filter((path) => parts.has(path)).length > first.length, 'the join asked for no further part')
      const foreign = sdks.filter((name) => name !== own).flatMap((name) => partsWith(`node_modules/${name}/`))
      equal(foreign, [], 'parts with the SDK of another provider')
      await page.page.evaluate(() => window.split.leave())
    },
  },
  {
    id: 'join/sdk-missing',
    title: "Without the vendor's SDK, `join()` rejects with `sdk-missing`, and the message has the install command.",
    level: 'SHOULD',
    stimuli: ['hideSdk'],
    proves: 'rule loadSdk',
    async run(context) {
      const { check, equal, harness, stimuli } = context
      const page = await context.open(0, context.newRoom())
      await openSplit(context, page)
      await stimuli.hideSdk({ room: page.room, identity: page.identity })
      const error = await page.page.evaluate(() =>
        window.split.join().then(
          () => null,
          ({ code, message }: TelevidError) => ({ code, message }),
        ),
      )
      equal(error?.code, 'sdk-missing', 'the error of the join')
      const wanted = `npm install ${harness.sdk}`
      check(error?.message.includes(wanted) === true, `"${error?.message}" does not say "${wanted}"`)
      // It was the SDK that was missing.
      const other = await context.open(1, context.newRoom())
      await openSplit(context, other)
      await other.page.evaluate(() => window.split.join())
      await other.page.evaluate(() => window.split.leave())
    },
  },
]

/** Makes the page a smallest app that loads the adapter on demand, with access to its room; nothing is joined. */
async function openSplit({ harness, splitPage }: CaseContext, { page, room, access }: PersonPage): Promise<void> {
  const { path } = await splitPage()
  await page.goto(new URL(path, page.url()).href)
  if (!access) throw new Error('The page was given no access.')
  await page.evaluate(([vendor, name, given]) => window.split.open(vendor, name, given), [
    harness.adapter,
    room,
    access,
  ] as const)
}
