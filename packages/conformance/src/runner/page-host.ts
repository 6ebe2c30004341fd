import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'

export interface PageHost {
  /** `http://localhost:<port>` */
  readonly origin: string
  /** Of a page with the adapter; `?mutant=<id>` after it plants that fault. */
  readonly url: string
  /** Source of the script that goes into every page before its own. */
  readonly probe: string
  close(): Promise<void>
}

/** From the sources of this repository, or built and installed somewhere else. */
const fromSource = import.meta.url.endsWith('.ts')
const files = {
  page: new URL(fromSource ? '../page/index.ts' : './page/index.js', import.meta.url),
  mutants: new URL(fromSource ? '../mutants/index.ts' : './mutants/index.js', import.meta.url),
  probe: new URL(fromSource ? '../probe/index.ts' : './probe/index.js', import.meta.url),
}

/**
 * Bundles the page of the suite with one adapter, and serves it on a free loopback port.
 *
 * @param adapterModule absolute path of the module that exports `adapter`
 */
export async function startPageHost(adapterModule: string): Promise<PageHost> {
  const [page, mutants, probe] = await Promise.all([
    bundle(
      `import { startPage } from ${JSON.stringify(fileURLToPath(files.page))}
       import * as adapterModule from ${JSON.stringify(adapterModule)}
       startPage(adapterModule)`,
    ),
    bundle(
      `import { startPage } from ${JSON.stringify(fileURLToPath(files.page))}
       import { absorbedMutants, fatalMutants } from ${JSON.stringify(fileURLToPath(files.mutants))}
       import { adapter } from ${JSON.stringify(adapterModule)}
       const wanted = new URLSearchParams(location.search).get('mutant')
       const mutant = [...fatalMutants, ...absorbedMutants].find(({ id }) => id === wanted)
       startPage({ adapter: mutant.wrap(adapter) })`,
    ),
    bundle(`import ${JSON.stringify(fileURLToPath(files.probe))}`),
  ])
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const script = { '/page.js': page, '/mutants.js': mutants }[pathname]
    if (script !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    else if (pathname === '/')
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(html(searchParams.has('mutant') ? 'mutants' : 'page'))
    else if (pathname === '/empty') response.writeHead(200, { 'content-type': 'text/html' }).end(empty)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    url: `${origin}/`,
    probe,
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
) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Conformance</title><body>
<script src="/${script}.js"></script>`
