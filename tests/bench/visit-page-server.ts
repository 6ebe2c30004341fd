import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'vite'
import { securityHeaders } from '../../examples/visit/security-headers.ts'

const pages = join(import.meta.dirname, '../pages')
const configFile = join(import.meta.dirname, '../../examples/visit/vite.config.ts')
const types: Readonly<Record<string, string>> = { js: 'text/javascript', wasm: 'application/wasm' }

export interface VisitPageServer {
  /** `http://localhost:<port>` */
  readonly origin: string
  /** What the build made. */
  readonly folder: string
  /** Paths asked for, oldest first. */
  readonly requested: string[]
  /** Answers a request itself and returns true, or leaves it to the files; null: nothing of its own. */
  special: ((path: string, response: ServerResponse) => boolean) | null
  close(): Promise<void>
}

/** Serves `tests/pages/<name>.ts` as the visit is shipped: bundled by its own configuration, under its own headers. */
export async function startVisitPageServer(name: string, benchFolder: string): Promise<VisitPageServer> {
  const folder = join(benchFolder, 'visit-pages', name)
  await build({
    configFile,
    root: pages,
    logLevel: 'silent',
    build: {
      outDir: folder,
      rollupOptions: { input: join(pages, `${name}.ts`), output: { entryFileNames: 'index.js' } },
    },
  })
  const answer = ({ url = '/' }: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(url, 'http://localhost')
    requested.push(pathname)
    for (const [header, value] of Object.entries(securityHeaders([]))) response.setHeader(header, value)
    if (served.special?.(pathname, response)) return
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html')
      return response.end(
        '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/index.js"></script>',
      )
    }
    const file = join(folder, pathname)
    if (!existsSync(file)) return response.writeHead(404).end()
    response.setHeader('content-type', types[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
    createReadStream(file).pipe(response)
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const requested: string[] = []
  const served: VisitPageServer = {
    origin: `http://localhost:${port}`,
    folder,
    requested,
    special: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return served
}
