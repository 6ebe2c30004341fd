import { spawn } from 'node:child_process'
import type { ConformanceCase } from '../conformance-case.ts'
import { bundle } from '../runner/bundle.ts'
import { contentPolicy, isNamedBy, serviceOrigins, sourcesOf } from './content-policy.ts'

/** Browser globals that a Node process does not have, and that nothing may ask for at import. */
const browserGlobals = [
  ...['window', 'document', 'location', 'self', 'localStorage', 'sessionStorage', 'indexedDB', 'matchMedia'],
  ...['RTCPeerConnection', 'MediaStream', 'MediaStreamTrack', 'AudioContext', 'HTMLElement', 'HTMLVideoElement'],
]

export const loading: readonly ConformanceCase[] = [
  {
    id: 'load/import-in-node',
    title: 'The adapter imports in plain Node and touches no browser global.',
    level: 'MUST',
    proves: 'inv. 10; C-50 SSR; 19.35 import',
    async run({ harness, equal }) {
      const touched = await inNode(`
        const touched = []
        for (const name of ${JSON.stringify([...browserGlobals, 'navigator'])})
          Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) });
        ${await bundle(`import * as module from ${JSON.stringify(harness.module)}; globalThis.imported = module`, 'node')}
        const open = process.getActiveResourcesInfo().filter((name) => /Timeout|TCP|UDP/.test(name))
        const result = { vendor: globalThis.imported.adapter.vendor, touched, open }`)
      equal(touched, { vendor: harness.adapter, touched: [], open: [] }, 'the import in Node')
    },
  },
  {
    id: 'load/import-touches-nothing',
    title: 'Importing the adapter in a page changes no global and contacts nobody.',
    level: 'MUST',
    proves: 'inv. 10; C-50 SSR; 19.35 import',
    async run({ open, newRoom, harness, equal }) {
      const page = await open(0, newRoom())
      const requests: string[] = []
      page.page.on('request', (request) => requests.push(request.url()))
      const globals = () =>
        page.page.evaluate(() => {
          const names = Object.getOwnPropertyNames(window)
          const of = (name: string) => Object.getOwnPropertyDescriptor(window, name)
          return names.map((name) => `${name} ${typeof of(name)?.value} ${String(of(name)?.value).length}`).sort()
        })
      const before = await globals()
      const script = await bundle(`import ${JSON.stringify(harness.module)}`)
      await page.page.evaluate(script)
      // The page answers a request of its own after those of the import.
      await page.page.evaluate(() => fetch('/page.js').then((response) => response.text()))
      equal(await globals(), before, 'globals of the page')
      equal(
        requests.filter((url) => !url.endsWith('/page.js')),
        [],
        'requests of the page',
      )
      equal(await page.page.evaluate(() => Object.values(window.bench.made())), [0, 0, 0], 'connections made')
    },
  },
  {
    id: 'load/server-render',
    title: '`createTelevid`, `room()` and `snapshot` work in Node without a browser.',
    level: 'MUST',
    proves: 'inv. 10; C-50 SSR',
    async run({ harness, equal }) {
      const script = await bundle(
        `import { createTelevid } from '@televid/core'
         import * as module from ${JSON.stringify(harness.module)}
         const televid = createTelevid({ adapters: { [module.adapter.vendor]: () => module }, grants: '/televid' })
         const room = televid.room('rendered-on-a-server')
         const { connection, participants, self } = room.snapshot
         globalThis.rendered = { state: connection.state, people: participants.length, camera: self.camera.state }
         room.subscribe(() => {})()
         room.on('participantJoined', () => {})()`,
        'node',
      )
      equal(
        await inNode(`${script}\nconst result = globalThis.rendered`),
        { state: 'idle', people: 0, camera: 'off' },
        'the room in Node',
      )
    },
  },
  {
    id: 'load/strict-mode',
    title: 'Mount, unmount, mount in one turn joins once; unmount leaves nothing.',
    level: 'MUST',
    proves: 'inv. 7, 10',
    async run({ open, newRoom, equal, waitFor }) {
      const room = newRoom()
      const [other, page] = await Promise.all([open(0, room), open(1, room)])
      await other.join({})
      await page.page.evaluate(async () => {
        const { room } = window.conformance
        const first = room.join({ camera: true, microphone: true }).catch(() => {})
        void room.leave()
        await Promise.all([first, room.join({ camera: true, microphone: true })])
      })
      await waitFor('the other page to see the picture', () => other.sees(page.person))
      equal(await other.hears(page.person), [1], 'players of the voice')
      const open_ = await page.page.evaluate(() => window.bench.open())
      await page.leave()
      await waitFor('the leave to be seen', async () => (await other.roster()).length === 0)
      const stays = (await other.eventsFrom(0, 'participant')).map((event) => event.split(' ')[0])
      equal(stays, ['participantJoined', 'participantLeft'], 'what the other page saw of it')
      equal(open_.peerConnections > 0, true, 'a connection while it was mounted')
      await waitFor('nothing to be left', async () =>
        Object.values(await page.leftovers()).every((count) => count === 0),
      )
    },
  },
  {
    id: 'load/under-csp',
    title: 'The call works under a strict CSP without `unsafe-eval`, and no violation is reported.',
    level: 'SHOULD',
    proves: '19.36 CSP, hosts',
    async run({ open, newRoom, harness, record, check, equal, waitFor }) {
      const room = newRoom()
      const [other, page] = await Promise.all([open(0, room), open(1, room)])
      const policy = contentPolicy(await sourcesOf(page), serviceOrigins(record, harness))
      check(!policy.includes("'unsafe-eval'"), 'the adapter asks for eval')
      const home = page.page.url()
      await page.page.route(home, async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
      })
      await page.page.reload()
      await page.page.evaluate(() => {
        const told = Object.assign(window, { violations: [] as string[] }).violations
        document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) =>
          told.push(`${effectiveDirective} ${blockedURI}`),
        )
      })
      await page.enter(room)
      for (const each of [other, page]) await each.join()
      await waitFor('the picture there', () => other.sees(page.person))
      await waitFor('the picture here', () => page.sees(other.person))
      equal(await page.hears(other.person), [1], 'players of the voice')
      const violations = () => page.page.evaluate(() => (window as unknown as { violations: string[] }).violations)
      equal(await violations(), [], 'violations of the policy')
      // That the policy is in force at all: what it forbids is reported.
      await page.page.evaluate(() => fetch('http://localhost:1/').catch(() => {}))
      await waitFor('a violation that must be reported', async () => (await violations()).length === 1)
    },
  },
  {
    id: 'load/hosts',
    title: 'Nothing but the hosts that the adapter documents is contacted in the whole run.',
    level: 'MUST',
    judgesRun: true,
    proves: '19.36 CSP, hosts; design 4',
    async run({ call, harness, record, equal, check }) {
      const [page] = await call(2)
      const own = new URL(page.page.url()).host
      const ways = record.ways.map((way) => new URL(way).host)
      const documented = new Set([own, ...serviceOrigins(record, harness).map((origin) => new URL(origin).host)])
      const sources = await sourcesOf(page)
      check(ways.length === 0 || record.urls.some((url) => ways.includes(new URL(url).host)), 'no request was recorded')
      const hosts = record.urls.filter((url) => /^(https?|wss?):/.test(url)).map((url) => new URL(url).host)
      const ice = await page.page.evaluate(() => window.bench.iceServers())
      const iceHosts = ice.map((url) => url.replace(/^(stun|turn)s?:/, '').replace(/\?.*$/, ''))
      const foreign = [...hosts, ...iceHosts].filter((host) => !documented.has(host) && !isNamedBy(sources, host))
      equal([...new Set(foreign)], [], 'hosts that are not documented')
    },
  },
]

/** Runs a script in a Node process of its own, and gives what it put into `result`. */
function inNode(script: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=commonjs', '-'], { stdio: ['pipe', 'pipe', 'pipe'] })
    let [output, errors] = ['', '']
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output))
      else reject(new Error(`It does not run in Node (exit code ${code}): ${errors}`))
    })
    child.stdin.end(`${script}\nprocess.stdout.write(JSON.stringify(result), () => process.exit())`)
  })
}
