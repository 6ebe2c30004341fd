import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'

const nothing = { connections: 0, sockets: 0, liveTracks: 0, elements: 0 }

/** Where code that outlives a call may hang a listener. */
const listenerTargets = ['window', 'document', 'document.body', 'navigator.mediaDevices', 'navigator.connection']

export const leaks: readonly ConformanceCase[] = [
  {
    id: 'leak/twenty-joins',
    title: 'Twenty joins and leaves leave no connection, live track or element on the page that comes and goes.',
    level: 'MUST',
    waits: true,
    proves: 'inv. 9; 19.34 leave',
    timeoutMs: 90_000,
    async run(context) {
      const [, cycling] = await stayAndCycle(context)
      await cycle(cycling, 20, { camera: true, microphone: true })
      await holds(context, cycling, nothing)
    },
  },
  {
    id: 'leak/twenty-others',
    title: 'Twenty stays of others leave no element, connection or live track on the page that stays.',
    level: 'MUST',
    waits: true,
    proves: 'inv. 1',
    timeoutMs: 90_000,
    async run(context) {
      const [stays, cycling] = await stayAndCycle(context)
      const alone = await stays.leftovers()
      const told = (page: PersonPage, name: string, times: number) =>
        context.waitFor(
          `${name} for the ${times}th time`,
          async () => (await page.eventsFrom(0, name)).length === times,
        )
      for (let stay = 1; stay <= 20; stay += 1) {
        await cycling.join({ camera: true, microphone: true })
        // A stay that is over before a vendor has announced it never was, to the others; two that touch may be one to them.
        await told(stays, 'participantJoined', stay)
        await cycling.leave()
        await told(stays, 'participantLeft', stay)
      }
      await holds(context, stays, alone)
      for (const name of ['participantJoined', 'participantLeft']) {
        context.equal((await stays.eventsFrom(0, name)).length, 20, name)
      }
    },
  },
  {
    id: 'leak/listeners',
    title: 'After twenty joins and leaves the page has the event listeners it had.',
    level: 'SHOULD',
    waits: true,
    proves: '19.34 leave',
    timeoutMs: 90_000,
    async run({ open, newRoom, equal }) {
      const page = await open(0, newRoom())
      const before = await listeners(page)
      await cycle(page, 20, { camera: true, microphone: true })
      equal(await listeners(page), before, 'listeners by target and event')
    },
  },
  {
    id: 'leak/quiet-after-leave',
    title: 'From 1 s to 10 s after leaving the page sends nothing.',
    level: 'MUST',
    waits: true,
    proves: 'inv. 3; 19.34 leave',
    async run({ call, equal }) {
      const [, page] = await call(2)
      const sent: string[] = []
      const devtools = await page.context.newCDPSession(page.page)
      await devtools.send('Network.enable')
      await page.leave()
      await letPass(1000)
      const place = (url: string) => new URL(url).origin + new URL(url).pathname
      devtools.on('Network.requestWillBeSent', ({ request }) => sent.push(place(request.url)))
      devtools.on('Network.webSocketCreated', ({ url }) => sent.push(place(url)))
      devtools.on('Network.webSocketFrameSent', () => sent.push('a frame of a socket'))
      await letPass(9000)
      equal(sent, [], 'what the page sent')
      const { connections, sockets } = await page.leftovers()
      equal({ connections, sockets }, { connections: 0, sockets: 0 }, 'connections through which it could')
      await devtools.detach()
      await page.join()
    },
  },
  {
    id: 'leak/heap',
    title: 'Over joins 10 to 30 the heap after collection grows by less than 2 MB.',
    level: 'SHOULD',
    waits: true,
    proves: '19.34 leave',
    timeoutMs: 120_000,
    async run(context) {
      const [, cycling] = await stayAndCycle(context)
      await cycle(cycling, 10, { camera: true, microphone: true })
      const early = await heapBytes(cycling)
      await cycle(cycling, 20, { camera: true, microphone: true })
      const grown = (await heapBytes(cycling)) - early
      context.check(grown < 2_000_000, `the heap has grown by ${(grown / 1e6).toFixed(2)} MB`)
    },
  },
]

/** Somebody with camera and microphone in a room of their own, and somebody who has not joined yet. */
async function stayAndCycle({ open, newRoom }: CaseContext): Promise<readonly [PersonPage, PersonPage]> {
  const room = newRoom()
  const pages = await Promise.all([open(0, room), open(1, room)])
  await pages[0].join()
  return pages
}

/** Joins and leaves so often; each leave comes while media is still on its way. */
async function cycle({ page }: PersonPage, times: number, options: { camera: boolean; microphone: boolean }) {
  await page.evaluate(
    async ([count, asked]) => {
      const { room } = window.conformance
      for (let time = 0; time < count; time += 1) {
        await room.join(asked)
        await room.leave()
      }
    },
    [times, options] as const,
  )
}

async function holds({ waitFor }: CaseContext, page: PersonPage, expected: typeof nothing): Promise<void> {
  await waitFor(`${page.identity}'s page to hold no more than ${JSON.stringify(expected)}`, async () => {
    const now = await page.leftovers()
    if (JSON.stringify(now) === JSON.stringify(expected)) return true
    throw new Error(`it holds ${JSON.stringify(now)}`)
  })
}

/** Asked of the browser itself: patching could miss `once` and `signal`. */
async function listeners({ context, page }: PersonPage): Promise<Record<string, number>> {
  const devtools = await context.newCDPSession(page)
  const counts: Record<string, number> = {}
  for (const target of listenerTargets) {
    const { result } = await devtools.send('Runtime.evaluate', { expression: `${target} ?? null` })
    if (result.objectId === undefined) continue
    const found = await devtools.send('DOMDebugger.getEventListeners', { objectId: result.objectId })
    for (const { type } of found.listeners) counts[`${target} ${type}`] = (counts[`${target} ${type}`] ?? 0) + 1
  }
  await devtools.detach()
  return counts
}

async function heapBytes({ context, page }: PersonPage): Promise<number> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize
}
