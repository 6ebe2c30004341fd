import net, { type AddressInfo } from 'node:net'

/** A TCP line between pages and a server that a test can cut: what a page sees is a dead network, not a polite close. */
export interface CuttableProxy {
  /** `http://localhost:<port>`, the same over cuts and restarts of the target. */
  readonly origin: string
  /** Drops every connection and refuses new ones until {@link mend}. */
  cut(): void
  mend(): void
  /** Connections carried now. */
  readonly connections: number
  close(): Promise<void>
}

/** @param target port on 127.0.0.1, read at each new connection */
export async function startCuttableProxy(target: () => number): Promise<CuttableProxy> {
  const sockets = new Set<net.Socket>()
  let whole = true

  const server = net.createServer((near) => {
    if (!whole) {
      near.resetAndDestroy()
      return
    }
    const far = net.connect(target(), '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  function cut(): void {
    whole = false
    for (const socket of sockets) socket.resetAndDestroy()
  }

  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      whole = true
    },
    get connections() {
      return sockets.size / 2
    },
    close: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
