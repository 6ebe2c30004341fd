import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'

const root = join(import.meta.dirname, '../..')

describe('npm start', () => {
  const bench = useBench()
  let folder: string
  let started: { readonly child: ChildProcess; output(): string }[] = []

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'televid-start-'))
  })
  afterEach(async () => {
    for (const { child } of started) await end(child, 'SIGTERM')
    started = []
    await rm(folder, { recursive: true, force: true })
  })

  function start(
    flags: readonly string[],
    environment: Record<string, string> = {},
    nodeFlags: readonly string[] = [],
  ) {
    const command = [...nodeFlags, 'scripts/start.mjs', '--data', folder, ...flags]
    const env = { PATH: process.env.PATH, ...environment }
    const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
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
        if (run.child.exitCode !== null) throw new Error(`npm start ended: ${run.output()}`)
        const urls = run.output().match(/http:\S+#\S+/g) ?? []
        return run.output().includes('Ctrl+C') && urls.length === 4 && urls
      },
      { timeoutMs: 50_000 },
    )
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
  ])('$what prints one line that says what to do', async ({ flags, line }) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const run = start(flags(typeof address === 'object' && address !== null ? address.port : 0))
    await once(run.child, 'close')
    taken.close()
    expect(run.child.exitCode).toBe(1)
    expect(run.output().trim()).toMatch(line)
    expect(run.output().trim().split('\n')).toHaveLength(1)
  })

  test('an old Node prints one line that says what to do', async () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.19.0"})'
    const run = start(['--port', '0'], {}, ['--import', pretend])
    await once(run.child, 'close')
    expect(run.child.exitCode).toBe(1)
    expect(run.output().trim()).toMatch(/^TeleVid needs Node 20\.19 or later, .+\.$/)
  })

  test('Ctrl-C ends it cleanly', async () => {
    const run = start(['--port', '0'])
    await links(run)
    await end(run.child, 'SIGINT')
    expect(run.child.exitCode).toBe(0)
  })
})

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'close')
  child.kill(signal)
  await exited
}
