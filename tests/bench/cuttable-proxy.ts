import net, { type AddressInfo } from 'node:net'

/** A TCP line between pages and a server that a test can cut: what a page sees is a dead network, not a polite close. */
export interface CuttableProxy {
  /** `http://localhost:<port>`, the same over cuts and restarts of the target. */
  readonly origin: string
  /** Drops every connection and refuses new ones until {@link mend}. */
  cut(): void
  mend(): void
  /** Keeps new connections open whose first bytes match, but passes nothing on until the returned function is called. */
  hold(first: RegExp): () => void
  /** Connections carried now. */
  readonly connections: number
  close(): Promise<void>
}

/** @param target port on 127.0.0.1, read at each new connection */
export async function startCuttableProxy(target: () => number): Promise<CuttableProxy> {
  const sockets = new Set<net.Socket>()
  let whole = true
  let held: { readonly first: RegExp; readonly waiting: (() => void)[] } | null = null

  const server = net.createServer((near) => {
    if (!whole) {
      near.resetAndDestroy()
      return
    }
    if (!held) {
      carry(near)
      return
    }
    sockets.add(near)
    near.on('error', () => near.destroy())
    near.once('close', () => sockets.delete(near))
    near.once('data', (first) => {
      near.pause()
      near.unshift(first)
      if (held?.first.test(first.toString('latin1'))) held.waiting.push(() => carry(near))
      else carry(near)
    })
  })

  function carry(near: net.Socket): void {
    if (near.destroyed) return
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
  }
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
    hold: (first) => {
      const waiting: (() => void)[] = []
      held = { first, waiting }
      return () => {
        held = null
        for (const release of waiting.splice(0)) release()
      }
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
