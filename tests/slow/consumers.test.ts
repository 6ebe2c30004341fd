import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { publishedPackages } from '../../scripts/packages.mjs'
import { ConsumerServer } from '../bench/consumer-server.ts'
import { consumers, installConsumer } from '../bench/install-consumer.ts'
import { missingService } from '../bench/missing-service.ts'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import { packPackages } from '../bench/pack-packages.ts'
import type { Participant } from '../bench/participant.ts'
import { runCommand } from '../bench/run-command.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import { findLivekit, type LivekitServer, startLivekit } from '../services/livekit/index.ts'

/** SDKs that a package could pull in without need. */
const otherSdks = [
  'twilio-video',
  '@daily-co/daily-js',
  '@vonage/client-sdk-video',
  '@opentok/client',
  'agora-rtc-sdk-ng',
]

const search = await findLivekit()
// The real LiveKit server names the one that `startLivekit` gave it.
const bench = useBench({ iceServers: () => ['stun:127.0.0.1:9'] })
let folder = ''
let server: ConsumerServer
const app = (name: string) => join(folder, 'apps', name)
const bin = (name: string, command: string) => join(app(name), 'node_modules/.bin', command)
const build = (name: string, command: string, ...args: string[]) =>
  runCommand(bin(name, command), args, { cwd: app(name), env: { NODE_OPTIONS: '', NODE_ENV: 'production' } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-consumers-'))
  const benchFolder = inject('benchFolder')
  const install = (name: string, packages: readonly string[], ...shared: string[]) =>
    installConsumer(app(name), { sources: [name, ...shared], packages, benchFolder })
  const both = ['core', 'adapter-p2p', 'adapter-livekit']
  await packPackages([...both, 'adapter-twilio', 'react', 'server'], benchFolder)
  await Promise.all([
    install('vite', both, 'javascript').then(() => build('vite', 'vite', 'build', '--sourcemap')),
    install('webpack', both, 'javascript').then(() => build('webpack', 'webpack')),
    install('vite-react', ['core', 'adapter-p2p', 'react'], 'react').then(() => build('vite-react', 'vite', 'build')),
    install('plain', ['core', 'adapter-p2p'], 'javascript'),
    install('types', [...both, 'adapter-twilio', 'react', 'server']),
    install('server', ['core', 'server']).then(async () => {
      await cp(app('server'), app('livekit-server'), { recursive: true })
      const packages = ['core', 'server', 'adapter-livekit']
      await installConsumer(app('livekit-server'), { sources: ['server'], packages, benchFolder })
    }),
  ])
  server = await ConsumerServer.start(app('server'), join(folder, 'apps'))
}, 600_000)
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

const statusOf = ({ page }: Participant) => page.getByRole('status').textContent()
const says = (participant: Participant, text: string) =>
  waitFor(`${participant.name} to say "${text}"`, async () => (await statusOf(participant)) === text, {
    timeoutMs: 20_000,
  })
const shows = (participant: Participant, label: string) =>
  waitFor(`the picture of ${label} at ${participant.name}`, () =>
    showsMovingPicture(participant, `video[aria-label="${label}"]`),
  )

/** Packages whose code a page of the Vite app has downloaded, by the source maps of its scripts. */
async function downloadedPackages({ network }: Participant): Promise<readonly string[]> {
  const scripts = network.urls.map((url) => new URL(url).pathname).filter((path) => path.endsWith('.js'))
  const mapOf = (script: string) => join(folder, 'apps', `${script}.map`)
  // Only helpers of the build tool itself have none.
  const maps = await Promise.all(
    scripts
      .map(mapOf)
      .filter(existsSync)
      .map((map) => readFile(map, 'utf8')),
  )
  const sources = maps.flatMap((map): string[] => JSON.parse(map).sources)
  const names = sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [])
  return [...new Set(names)].sort()
}

async function meet(from: ConsumerServer): Promise<readonly [Participant, Participant]> {
  const [hostLink, guestLink] = await from.newVisit('/vite/dist/')
  const host = await bench.open({ name: 'host', url: hostLink })
  await says(host, 'connected')
  const guest = await bench.open({ name: 'guest', url: guestLink })
  await says(guest, 'connected')
  await Promise.all([shows(host, 'guest'), shows(guest, 'host')])
  await waitFor('voices', async () => (await host.page.evaluate(() => window.bench.players())).some((p) => p.playing))
  return [host, guest]
}

test('two people meet in the Vite app, and no SDK of a vendor is downloaded', async () => {
  const [host, guest] = await meet(server)
  for (const participant of [host, guest])
    expect(await downloadedPackages(participant)).toEqual(['@televid/adapter-p2p', '@televid/core', 'eventemitter3'])
  await guest.page.getByRole('button', { name: 'Leave' }).click()
  await says(guest, 'disconnected')
  await waitFor('the guest to be gone', async () => (await host.page.locator('#guest').count()) === 0)
})

test.each([
  ['Vite and React', '/vite-react/dist/'],
  ['webpack', '/webpack/'],
  ['an import map', '/plain/'],
])('the app with %s joins', async (_, path) => {
  const [link] = await server.newVisit(path)
  const host = await bench.open({ name: 'host', url: link })
  await says(host, 'connected')
  await shows(host, 'You')
  await host.page.getByRole('button', { name: 'Leave' }).click()
  await says(host, 'disconnected')
  expect(await host.page.evaluate(() => window.bench.liveTracks())).toEqual([])
  expect(host.log.filter((line) => /^(error|warning)/.test(line))).toEqual([])
})

test('no SDK is installed that was not asked for', () => {
  const has = (name: string, sdk: string) => existsSync(join(app(name), 'node_modules', sdk))
  for (const name of ['vite', 'webpack', 'vite-react', 'plain', 'server'])
    expect(otherSdks.filter((sdk) => has(name, sdk))).toEqual([])
  expect(['vite', 'webpack', 'vite-react', 'plain'].filter((name) => has(name, 'livekit-client'))).toEqual([
    'vite',
    'webpack',
  ])
})

test('a build names the adapter that is not installed', async () => {
  const absent = join(app('vite-react'), 'absent')
  await cp(join(consumers, 'vite'), absent, { recursive: true })
  await cp(join(consumers, 'javascript'), absent, { recursive: true })
  await expect(build('vite-react', 'vite', 'build', 'absent')).rejects.toThrow('"@televid/adapter-livekit"')
})

test('a server names the adapter that is not installed', async () => {
  const started = ConsumerServer.start(app('server'), join(folder, 'apps'), {
    TELEVID_PROVIDER: 'livekit',
    LIVEKIT_URL: 'ws://127.0.0.1:9',
    LIVEKIT_API_KEY: 'key',
    LIVEKIT_API_SECRET: 'a secret of thirty-two characters',
  })
  await expect(started).rejects.toThrow(
    'The package @televid/adapter-livekit is not installed, and the configuration asks for it. Install it: npm install @televid/adapter-livekit',
  )
})

describe('types, strict and without skipLibCheck', () => {
  beforeAll(async () => {
    const entries = publishedPackages()
      .flatMap((each) => each.entries)
      // Its author's types are checked in outside.test.ts.
      .filter(({ specifier }) => !specifier.startsWith('@televid/conformance'))
    for (const kind of ['browser', 'server']) {
      const wanted = entries.filter(({ serverSide }) => serverSide === (kind === 'server'))
      const lines = wanted.map(({ specifier }, index) => `export * as entry${index} from '${specifier}'`)
      await writeFile(join(app('types'), kind, 'every-entry.ts'), `${lines.join('\n')}\n`)
    }
  })

  test('entries for browsers, without a type of Node', async () => {
    const files = await build('types', 'tsc', '-p', 'browser')
    expect(files).toContain('/@televid/core/dist/testing/index.d.ts')
    expect(files).not.toContain('/@types/node/')
  })

  test('entries for servers, without a type of the DOM', async () => {
    expect(await build('types', 'tsc', '-p', 'server')).toBe('')
  })
})

describe('on the real LiveKit server', () => {
  if (!search.found) {
    missingService(search.reason)
    return
  }
  let livekit: LivekitServer
  let onLivekit: ConsumerServer

  beforeAll(async () => {
    livekit = await startLivekit(search)
    onLivekit = await ConsumerServer.start(app('livekit-server'), join(folder, 'apps'), {
      TELEVID_PROVIDER: 'livekit',
      LIVEKIT_URL: livekit.url,
      LIVEKIT_API_KEY: livekit.apiKey,
      LIVEKIT_API_SECRET: livekit.apiSecret,
    })
  })
  afterAll(async () => {
    await onLivekit?.stop()
    await livekit?.stop()
  })

  test('the built app is the same, and its SDK is the only one that is downloaded', async () => {
    for (const participant of await meet(onLivekit))
      expect(await downloadedPackages(participant)).toEqual([
        '@televid/adapter-livekit',
        '@televid/core',
        'eventemitter3',
        'livekit-client',
      ])
  })

  const refusal = async (path: string) => {
    const [link] = await onLivekit.newVisit(path)
    const host = await bench.open({ name: 'host', url: link })
    return waitFor('what the page says', async () => /^[a-z-]+: .*/.exec((await statusOf(host)) ?? '')?.[0])
  }

  test('a page without the adapter says which one is missing', async () => {
    expect(await refusal('/plain/')).toMatch(/^adapter-missing: The adapter of "livekit" could not be loaded\./)
  })

  test('a page with the adapter and without the SDK says what to install', async () => {
    const benchFolder = inject('benchFolder')
    const npmArguments = ['--legacy-peer-deps']
    const sources = ['plain', 'javascript'] as const
    await installConsumer(app('no-sdk'), { sources, packages: ['core', 'adapter-livekit'], benchFolder, npmArguments })
    const page = join(app('no-sdk'), 'index.html')
    const html = await readFile(page, 'utf8')
    await writeFile(page, html.replaceAll('adapter-p2p', 'adapter-livekit'))
    expect(await refusal('/no-sdk/')).toBe(
      'sdk-missing: The SDK of "livekit" could not be loaded. Install it: npm install livekit-client@^2.23',
    )
  })
})
