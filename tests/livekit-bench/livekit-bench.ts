import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { livekit } from '@televid/adapter-livekit/server'
import { defaultRoles } from '@televid/core/protocol'
import type { ServerRoom } from '@televid/core/server-adapter'
import { build } from 'esbuild'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumFlags } from '../../packages/conformance/src/runner/chromium-flags.ts'
import { startLivekit } from '../services/livekit/index.ts'
import type {} from './crowd-page.ts'
import type { JoinTimes } from './subject.ts'

export const subjects = ['raw', 'televid'] as const
export type SubjectName = (typeof subjects)[number]

export interface HeapFigures {
  /** Bytes of live JavaScript objects before joining, everything loaded. */
  readonly before: number
  /** And with all others there and shown. */
  readonly after: number
}

/** One browser and one LiveKit server, and rooms with people in them. */
export interface LivekitBench {
  readonly browser: string
  /** A room with somebody who shows a moving picture. */
  openRoom(people: number, framesPerSecond: number): Promise<BenchRoom>
  close(): Promise<void>
}

export interface BenchRoom {
  /** A page of its own, which may join many times. */
  open(subject: SubjectName): Promise<BenchPage>
  close(): Promise<void>
}

export interface BenchPage {
  /**
   * Joins and leaves, with SDK and token in memory; resolves when the server has forgotten the visit. `cold`: in a page that has
   * not joined, the SDK comes from the network.
   */
  join(cold?: boolean): Promise<JoinTimes>
  /** Joins, waits until everybody is shown, measures after forced garbage collections, and leaves. */
  heap(): Promise<HeapFigures>
  close(): Promise<void>
}

export async function startLivekitBench(binary: string, executablePath: string): Promise<LivekitBench> {
  const folder = await mkdtemp(join(tmpdir(), 'televid-livekit-bench-'))
  await bundlePages(folder)
  const pages = await servePages(folder)
  const server = await startLivekit({ binary })
  const { apiKey, apiSecret, url } = server
  const provider = livekit({ url, apiKey, apiSecret })
  await provider.start({
    mode: 'development',
    handlesPhi: false,
    deriveKey: () => new Uint8Array(32),
    onError: console.error,
  })
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  let rooms = 0

  const mint = async (room: ServerRoom, identity: string): Promise<string> => {
    const { credentials } = await provider.mintCredentials({
      room,
      identity,
      role: 'guest',
      permissions: defaultRoles.guest,
      expiresAt: Date.now() + 3_600_000,
      endpoint: () => ({ url: '', webSocket: false }),
    })
    return String(credentials.token)
  }
  const open = async (context: BrowserContext, name: string): Promise<Page> => {
    const page = await context.newPage()
    page.on('pageerror', (error) => console.error(`The page "${name}" threw: ${error.stack ?? error.message}`))
    await page.goto(`${pages.origin}/${name}-page.html`)
    return page
  }

  return {
    browser: browser.version(),
    async openRoom(people, framesPerSecond) {
      rooms += 1
      const opened = {
        tenant: 'bench',
        room: `bench-${rooms}`,
        occurrence: `bench-${rooms}`,
        trace: String(rooms).padStart(32, '0'),
      }
      const room = { ...opened, ...(await provider.createRoom(opened)) }
      const crowdContext = await browser.newContext()
      const crowd = await open(crowdContext, 'crowd')
      const tokens = await Promise.all(Array.from({ length: people }, (_, index) => mint(room, `person-${index}`)))
      await crowd.evaluate((wanted) => window.crowd.enter(...wanted), [url, tokens, framesPerSecond] as const)

      let visits = 0
      return {
        async open(subject) {
          const context = await browser.newContext()
          const page = await open(context, subject)
          const prepare = () => page.evaluate(() => window.subject.prepare())
          const visit = async <T>(run: (join: () => Promise<JoinTimes>) => Promise<T>): Promise<T> => {
            visits += 1
            const token = await mint(room, `visitor-${visits}`)
            // What the page still has to do for its own start is not what is measured.
            await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
            const enter = () => page.evaluate((wanted) => window.subject.join(...wanted), [url, token] as const)
            const result = await run(enter)
            await page.evaluate(() => window.subject.leave())
            while (((await provider.listParticipants?.(room)) ?? []).length > people)
              await new Promise((resolve) => setTimeout(resolve, 20))
            return result
          }
          return {
            async join(cold = false) {
              if (!cold) await prepare()
              return visit((enter) => enter())
            },
            async heap() {
              await prepare()
              return visit(async (enter) => {
                const before = await liveBytes(page)
                await enter()
                await page.waitForFunction((count) => window.subject.shown() === count, people)
                return { before, after: await liveBytes(page) }
              })
            },
            close: () => context.close(),
          }
        },
        close: () => crowdContext.close(),
      }
    },
    async close() {
      await browser.close()
      await provider.close()
      await server.stop()
      await pages.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** From source, minified, with dynamic imports in chunks of their own, as a real app is built. */
async function bundlePages(folder: string): Promise<void> {
  await build({
    entryPoints: ['raw', 'televid', 'crowd'].map((name) => join(import.meta.dirname, `${name}-page.ts`)),
    outdir: folder,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@televid/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
}

async function servePages(folder: string) {
  const server = createServer(async ({ url = '/' }, response) => {
    const name = url.slice(1)
    const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${name}</title><body><script type="module" src="${name.replace('.html', '.js')}"></script>`
    const type = name.endsWith('.html') ? 'text/html' : 'text/javascript'
    response.setHeader('content-type', type)
    response.end(
      type === 'text/html' ? page : await readFile(join(folder, name)).catch(() => response.writeHead(404) && ''),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Two collections: what the first one finalizes, the second one frees. */
async function liveBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  for (let count = 0; count < 2; count += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}
