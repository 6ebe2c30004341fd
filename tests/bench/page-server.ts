import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { servePage } from './serve-page.ts'

export interface PageServer {
  /** `http://localhost:<port>` */
  readonly origin: string
  close(): Promise<void>
}

/** Test pages without a control plane, on a free loopback port. */
export async function startPageServer(benchFolder: string): Promise<PageServer> {
  const server = createServer(servePage(benchFolder))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
