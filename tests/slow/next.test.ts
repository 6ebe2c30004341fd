import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { installConsumer } from '../bench/install-consumer.ts'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import type { Participant } from '../bench/participant.ts'
import { runCommand } from '../bench/run-command.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import { freePort } from '../services/free-port.ts'

const bench = useBench()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-next-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe("Next's app router", () => {
  // On a build server Next warns that it has no cache; that is not what is looked for.
  const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', CI: '' }
  let built = ''
  let url = ''
  let server: ChildProcess | undefined

  beforeAll(async () => {
    const app = join(folder, 'app')
    const packages = ['core', 'adapter-p2p', 'react', 'server']
    await installConsumer(app, { sources: ['next', 'react'], packages, benchFolder: inject('benchFolder') })
    const next = join(app, 'node_modules/next/dist/bin/next')
    built = await runCommand(process.execPath, [next, 'build'], { cwd: app, env })
    const port = await freePort()
    server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
      cwd: app,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    })
    url = `http://localhost:${port}/`
    await waitFor('the server of Next', async () => (await fetch(url)).ok, { timeoutMs: 60_000 })
  }, 600_000)
  afterAll(async () => {
    if (server === undefined || server.exitCode !== null) return
    const exited = once(server, 'exit')
    server.kill()
    await exited
  })

  test('is built without a warning, though a server component imports the package', () => {
    expect(built).toContain('Compiled successfully')
    expect(built).not.toMatch(/warn|⚠/i)
  })

  test('renders the page of a room nobody joined', async () => {
    const [, served = ''] = /<main>(.*)<\/main>/s.exec(await (await fetch(url)).text()) ?? []
    const markup = served.replaceAll('<!-- -->', '')
    expect(markup).toContain('Room: waiting-room')
    expect(markup).toContain('idle, 0 here, camera off')
    expect(markup).toMatch(/<video[^>]* aria-label="You"/)
    expect(markup.match(/<video/g)).toHaveLength(1)
  })

  const statusOf = ({ page }: Participant) => page.getByRole('status').textContent()
  const joined = (visitor: Participant) =>
    waitFor('the joined call', async () => (await statusOf(visitor)) === 'connected, 1 here, camera live')
  /** React says so in the console when markup and page differ, also in a production build. */
  const complaints = ({ log }: Participant) => log.filter((line) => /^(error|warning|uncaught|failed):/.test(line))

  test('wakes up as it was rendered and follows the call', async () => {
    const visitor = await bench.open({ name: 'visitor', url: `${url}#room=visit-7f3a91&invite=secret-of-a-test` })
    const { page } = visitor
    await joined(visitor)
    expect(await page.getByText('Room:').textContent()).toBe('Room: visit-7f3a91')
    const plays = (label: string) =>
      waitFor(`the picture of ${label}`, () =>
        page.getByLabel(label).evaluate((element) => element instanceof HTMLVideoElement && element.videoWidth > 0),
      )
    await plays('You')
    await page.getByRole('button', { name: 'Ana turns the camera on' }).click()
    await plays('Ana')
    await page.getByText('Ana: camera on').waitFor()
    await page.getByRole('button', { name: 'Ana turns the camera off' }).click()
    await page.getByText('Ana: camera off').waitFor()
    expect(complaints(visitor)).toEqual([])
  })

  test('wakes up without a complaint in a room that was joined before', async () => {
    const visitor = await bench.open({ name: 'early visitor', url: `${url}?early` })
    await waitFor('the joined call', async () => (await statusOf(visitor))?.startsWith('connected, 1 here'))
    expect(complaints(visitor)).toEqual([])
  })

  test('is the control plane too: two people meet', async () => {
    const visit: Readonly<Record<'host' | 'guest', string>> = await (
      await fetch(new URL('new-visit', url), { method: 'POST' })
    ).json()
    const [host, guest] = [
      await bench.open({ name: 'host', url: new URL(visit.host, url).href }),
      await bench.open({ name: 'guest', url: new URL(visit.guest, url).href }),
    ]
    for (const visitor of [host, guest]) {
      await waitFor('the connected call', async () => (await statusOf(visitor)) === 'connected')
      await waitFor('the other one', () => showsMovingPicture(visitor, 'video[aria-label="Other person"]'))
      // Route handlers have no WebSockets.
      expect(await visitor.page.evaluate(() => window.bench.made())).toMatchObject({ webSockets: 0 })
      expect(complaints(visitor)).toEqual([])
    }
    await guest.page.getByRole('button', { name: 'Leave' }).click()
    await waitFor('the guest to be out', async () => (await statusOf(guest)) === 'disconnected')
    await waitFor('the guest to be gone', async () => (await host.page.getByLabel('Other person').count()) === 0)
  })
})
