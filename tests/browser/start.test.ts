import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { lanAddresses } from '../../examples/start/src/lan-addresses.ts'
import { securityHeaders } from '../../examples/visit/security-headers.ts'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'

const root = join(import.meta.dirname, '../..')
const lan = lanAddresses()

describe('npm start', () => {
  const bench = useBench()
  let folder: string
  let started: { readonly child: ChildProcess; output(): string }[] = []

  // One for all, as on a developer's machine; a new database each time takes as long as everything else.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'televid-start-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  afterEach(async () => {
    for (const { child } of started) await end(child, 'SIGTERM')
    started = []
  })

  function start(
    flags: readonly string[],
    environment: Record<string, string> = {},
    nodeFlags: readonly string[] = [],
  ) {
    const example = flags.includes('--example') ? [] : ['--example', 'minimal']
    const command = [...nodeFlags, 'scripts/start.mjs', '--data', folder, ...example, ...flags]
    const env = { PATH: process.env.PATH, ...environment }
    // In a process group of its own, as a shell starts it.
    const child = spawn(process.execPath, command, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk
      })
    }
    const run = { child, output: () => text }
    started.push(run)
    return run
  }

  /** Links in the order of printing: host, host synthetic, guest, guest synthetic. */
  async function links(run: ReturnType<typeof start>): Promise<{ own: string[]; synthetic: string[] }> {
    const printed = await waitFor(
      'the links',
      () => {
        if (run.child.exitCode !== null) return 'ended'
        const urls = run.output().match(/https?:\S+#\S+/g) ?? []
        return run.output().includes('Ctrl+C') && urls.length === 4 && urls
      },
      { timeoutMs: 50_000 },
    )
    if (printed === 'ended') throw new Error(`npm start ended: ${run.output()}`)
    return {
      own: printed.filter((url) => !url.includes('?fake')),
      synthetic: printed.filter((url) => url.includes('?fake')),
    }
  }

  const stateOf =
    (state: string) =>
    ({ page }: Participant) =>
      waitFor(`the page to say ${state}`, () => page.evaluate((asked) => document.body.dataset.state === asked, state))
  const connected = stateOf('connected')
  const waiting = stateOf('waiting')

  test.each([
    { first: 'host', variant: 'synthetic' },
    { first: 'guest', variant: 'own' },
  ] as const)(
    'its $variant links make a call with sound and moving pictures, $first first',
    async ({ first, variant }) => {
      const [hostLink = '', guestLink = ''] = (await links(start(['--port', '0'])))[variant]
      const openHost = () => bench.open({ name: 'host', url: hostLink })
      const openGuest = () => bench.open({ name: 'guest', url: guestLink })
      const early = first === 'host' ? await openHost() : await openGuest()
      await (first === 'host' ? connected(early) : waiting(early))
      const late = first === 'host' ? await openGuest() : await openHost()
      const [host, guest] = first === 'host' ? [early, late] : [late, early]
      await waiting(guest)
      await host.page.getByRole('button', { name: 'Admit' }).click()
      await connected(guest)

      for (const participant of [host, guest]) {
        await waitFor(
          `${participant.name} to see the other within 3 s`,
          () => showsMovingPicture(participant, 'figure:not(#self) video'),
          { timeoutMs: 3_000 },
        )
      }
      for (const participant of [host, guest]) {
        await waitFor(`${participant.name} to see themself`, () => showsMovingPicture(participant, '#self video'))
        await waitFor(
          `sound to reach ${participant.name}`,
          async () => (await participant.page.evaluate(() => window.bench.bytes())).received.audio > 2_000,
        )
      }
    },
  )

  test('a blocked camera says in one line what to do, and the call goes on without it', async () => {
    const [hostLink = ''] = (await links(start(['--port', '0']))).own
    const host = await bench.open({ name: 'host', url: hostLink, devices: { fail: { video: 'NotAllowedError' } } })
    await connected(host)
    const problem = await waitFor('a problem to read', () => host.page.locator('#problem').textContent())
    expect(problem).toMatch(/^[^\n]+\. [A-Z][^\n]+\.$/)
  })

  test('an insecure address says in one line what to do', async () => {
    const [hostLink = ''] = (await links(start(['--port', '0']))).own
    // 127.0.0.1 and localhost count as secure; a browser that is told otherwise hides the devices.
    const host = await bench.open({ name: 'host', url: 'about:blank' })
    await host.context.addInitScript(() => {
      Object.defineProperty(window, 'isSecureContext', { value: false })
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
    })
    await host.page.goto(hostLink)
    const problem = await waitFor('a problem to read', () => host.page.locator('#problem').textContent())
    expect(problem).toMatch(/^[^\n]*(?:https|localhost)[^\n]*\.$/)
  })

  test.each([
    { what: 'a taken port', flags: (port: number) => ['--port', String(port)], line: /^Port \d+ is taken\. .+\.$/ },
    { what: 'no port at all', flags: () => ['--port', 'eighty'], line: /^--port is "eighty"\. .+\.$/ },
    { what: 'an address others can reach', flags: () => ['--port', '0', '--host', '0.0.0.0'], line: /TELEVID_SECRET/ },
    { what: 'an unknown example', flags: () => ['--example', 'other'], line: /^There is no example "other"\. .+\.$/ },
  ])('$what prints one line that says what to do', async ({ flags, line }) => {
    await expectOneLine((port) => start(flags(port)), line)
  })

  /** Starts it while `port` is taken on `host`. */
  async function expectOneLine(
    begin: (port: number) => ReturnType<typeof start>,
    line: RegExp,
    host = '127.0.0.1',
  ): Promise<void> {
    const taken = createServer().listen(0, host)
    await once(taken, 'listening')
    const address = taken.address()
    const run = begin(typeof address === 'object' && address !== null ? address.port : 0)
    await once(run.child, 'close')
    taken.close()
    expect(run.child.exitCode).toBe(1)
    expect(run.output().trim()).toMatch(line)
    expect(run.output().trim().split('\n')).toHaveLength(1)
  }

  test('a data folder in use prints one line that says what to do', async () => {
    await links(start(['--port', '0']))
    await expectOneLine(() => start(['--port', '0']), /^The data folder ".+" is open in process \d+\. .+\.$/)
  })

  test('an old Node prints one line that says what to do', async () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.19.0"})'
    const run = start(['--port', '0'], {}, ['--import', pretend])
    await once(run.child, 'close')
    expect(run.child.exitCode).toBe(1)
    expect(run.output().trim()).toMatch(/^TeleVid needs Node 20\.19 or later, .+\.$/)
  })

  test('--help says what there is', async () => {
    const run = start(['--help'])
    await once(run.child, 'close')
    expect(run.child.exitCode).toBe(0)
    for (const option of ['--example', '--lan', '--port', '--host', '--data', '--guests', 'Ctrl+C'])
      expect(run.output()).toContain(option)
  })

  test('every page and asset has the security headers', async () => {
    const [hostLink = ''] = (await links(start(['--port', '0']))).own
    const page = await fetch(hostLink)
    const [asset = ''] = (await page.text()).match(/\/assets\/[^"]+\.js/) ?? []
    for (const response of [page, await fetch(new URL(asset, hostLink)), await fetch(new URL('/none', hostLink))])
      expect(Object.fromEntries(response.headers)).toMatchObject(securityHeaders([]))
    expect((await fetch(new URL(asset, hostLink))).status).toBe(200)
  })

  test('the visit is served and starts', async () => {
    const [clinicianLink = ''] = (await links(start(['--port', '0', '--example', 'visit']))).synthetic
    const person = await bench.open({ name: 'clinician', url: clinicianLink })
    await person.page.getByRole('heading').first().waitFor({ state: 'visible' })
  })

  test('Ctrl-C in a terminal, which signals every process, ends it cleanly', async () => {
    const run = start(['--port', '0'])
    await links(run)
    const closed = once(run.child, 'close')
    process.kill(-(run.child.pid ?? Number.NaN), 'SIGINT')
    await closed
    expect(run.child.exitCode).toBe(0)
    const locks = (await readdir(folder)).filter((name) => name.startsWith('lock-'))
    expect(await Promise.all(locks.map((name) => readFile(join(folder, name), 'utf8')))).toEqual(['{"pid":0}'])
  })

  describe.runIf(lan.length > 0)('--lan', () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await chromium.connect(inject('browserEndpoint'))
    })
    afterAll(() => browser?.close())

    const flags = ['--lan', '--port', '0']

    test('serves https with a certificate for this machine in the network, and says what the phone will', async () => {
      const run = start(flags)
      const printed = await links(run)
      const address = new URL(printed.own[0] ?? '')
      expect(address.protocol).toBe('https:')
      expect(address.hostname).toBe(lan[0])
      expect(run.output()).toMatch(/^█{30,}$/m)
      for (const words of ['not private', `Proceed to ${lan[0]} (unsafe)`, 'Show Details', 'real certificate'])
        expect(run.output()).toContain(words)

      const ca = await readFile(join(folder, 'lan-certificate.pem'), 'utf8')
      for (const file of ['secret', 'lan-key.pem', 'lan-certificate.pem'])
        expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
      for (const host of [...lan, 'localhost']) {
        const { status, headers } = await get(`https://${host}:${address.port}/`, ca)
        expect(status).toBe(200)
        expect(headers).toMatchObject(securityHeaders([]))
      }
      await expect(get(`https://${lan[0]}:${address.port}/`)).rejects.toMatchObject({
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      })
    })

    test('two browsers that accepted the certificate are in a call, one of them as on an iPhone', async () => {
      const { synthetic } = await links(start(flags))
      const people = await Promise.all(
        synthetic.map(async (url, index) => {
          const context = await browser.newContext({ ignoreHTTPSErrors: true })
          if (index === 1) await context.addInitScript(refuseWebSockets)
          const page = await context.newPage()
          await page.goto(url)
          return { context, page }
        }),
      )
      const [host, guest] = people
      if (host === undefined || guest === undefined) throw new Error('two links were expected')
      await host.page.getByRole('button', { name: 'Admit' }).click()
      for (const { page } of people) {
        await page.locator('body[data-state="connected"]').waitFor()
        const sees = () => {
          const video = document.querySelector<HTMLVideoElement>('figure:not(#self) video')
          return video !== null && video.getVideoPlaybackQuality().totalVideoFrames > 5
        }
        await waitFor('the picture of the other', () => page.evaluate(sees))
      }
      for (const { context } of people) await context.close()
    })

    test('a taken port prints one line that says what to do', async () => {
      const begin = (port: number) => start(['--lan', '--port', String(port)])
      await expectOneLine(begin, /^Port \d+ is taken\. .+\.$/, '0.0.0.0')
    })
  })

  test.runIf(lan.length === 0)('--lan without a network prints one line that says what to do', async () => {
    await expectOneLine(() => start(['--lan', '--port', '0']), /^This machine has no address in a network\. .+\.$/)
  })
})

/**
 * WebKit accepts no WebSocket under a certificate that the user accepted for the page:
 * https://github.com/chuot/rdio-scanner/issues/36. Runs in the page.
 */
function refuseWebSockets(): void {
  window.WebSocket = class extends WebSocket {
    constructor() {
      super(new URL('/nothing-to-upgrade', location.href))
    }
  }
}

/** @param ca PEM that is trusted; default the public authorities */
function get(url: string, ca?: string): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, ...(ca === undefined ? {} : { ca }) }, (response) => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'close')
  child.kill(signal)
  await exited
}
