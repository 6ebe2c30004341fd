import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { bundle } from './bundle.ts'
import { type SplitPage, splitPage } from './split-page.ts'

export interface PageHost {
  /** `http://localhost:<port>` */
  readonly origin: string
  /** Of a page with the adapter. */
  readonly url: string
  /** Source of the script that goes into every page before its own. */
  readonly probe: string
  /**
   * Serves one more page, with a script of its own.
   *
   * @param name of the script, in its path
   * @returns the URL of that page
   */
  add(name: string, script: string): string
  /** Another page, whose parts are loaded on demand; made at the first call. */
  split(): Promise<SplitPage>
  close(): Promise<void>
}

/** From the sources of this repository, or built and installed somewhere else. */
const fromSource = import.meta.url.endsWith('.ts')
const files = {
  page: new URL(fromSource ? '../page/index.ts' : './page/index.js', import.meta.url),
  probe: new URL(fromSource ? '../probe/index.ts' : './probe/index.js', import.meta.url),
}

/**
 * Bundles the page of the suite with one adapter, and serves it on a free loopback port.
 *
 * @param module absolute path of the module that exports `adapter`
 */
export async function startPageHost({
  module: adapterModule,
  scripts: extra = {},
}: Pick<ConformanceHarness, 'module' | 'scripts'>): Promise<PageHost> {
  const [page, probe] = await Promise.all([
    bundle(
      `import { startPage } from ${JSON.stringify(fileURLToPath(files.page))}
       import * as adapterModule from ${JSON.stringify(adapterModule)}
       startPage(adapterModule)`,
    ),
    bundle(`import ${JSON.stringify(fileURLToPath(files.probe))}`),
  ])
  const scripts = new Map([['page', page]])
  const extras = new Map(
    await Promise.all(Object.entries(extra).map(async ([path, file]) => [path, await readFile(file, 'utf8')] as const)),
  )
  let parts: Promise<SplitPage> | undefined
  let made: SplitPage | undefined
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const script =
      scripts.get(/^\/([\w-]+)\.js$/.exec(pathname)?.[1] ?? '') ?? made?.parts.get(pathname) ?? extras.get(pathname)
    const name = searchParams.get('script') ?? 'page'
    if (script !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    else if (pathname === '/' && scripts.has(name))
      response.writeHead(200, { 'content-type': 'text/html' }).end(html(`/${name}.js`))
    else if (pathname === made?.path)
      response.writeHead(200, { 'content-type': 'text/html' }).end(html(made.entry, 'module'))
    else if (pathname === '/empty') response.writeHead(200, { 'content-type': 'text/html' }).end(empty)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    url: `${origin}/`,
    probe,
    add(name, script) {
      scripts.set(name, script)
      return `${origin}/?script=${name}`
    },
    async split() {
      parts ??= splitPage(adapterModule)
      made = await parts
      return made
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const empty = '<!doctype html><link rel="icon" href="data:,"><title>Empty</title>'

const html = (
  script: string,
  type = 'text/javascript',
) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Conformance</title><body>
<script type="${type}" src="${script}"></script>`
