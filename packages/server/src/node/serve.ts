import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { TelevidError } from '@televid/core/protocol'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { attachWebSockets } from './attach-web-sockets.ts'
import { isLoopback } from './is-loopback.ts'

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Default `127.0.0.1`: this machine only. Any other needs a strong secret. */
  readonly host?: string
  /** PEM; the server then speaks https and wss only. Default plain http, for loopback or behind a proxy that ends TLS. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Gets every request outside the control plane's base path, e.g. a static file server; default 404. */
  readonly fallback?: (request: IncomingMessage, response: ServerResponse) => void
}

export interface RunningServer {
  readonly port: number
  /** E.g. `http://localhost:8787`; `https:` with `tls`. */
  readonly url: string
  /** For what else the app attaches, such as another `upgrade` listener. */
  readonly server: Server
  /** Ends every connection, then the control plane. Idempotent. */
  close(): Promise<void>
}

/**
 * Serves a control plane with Node, WebSockets included. Resolves when it listens and the store is open.
 *
 * @throws TelevidError `invalid-state` (port taken, data folder in use) | `invalid-argument` (not safe to bind there, key or
 *   certificate unusable)
 */
export async function serve(
  controlPlane: ControlPlane,
  { port, host = '127.0.0.1', tls, fallback }: ServeOptions,
): Promise<RunningServer> {
  if (!isLoopback(host)) controlPlane.assertReachable()
  const listener = getRequestListener(controlPlane.fetch)
  const onRequest: RequestListener = (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const ours = path === controlPlane.basePath || path.startsWith(`${controlPlane.basePath}/`)
    if (ours || fallback === undefined) void listener(request, response)
    else fallback(request, response)
  }
  const server = tls === undefined ? createServer(onRequest) : createSecureServer(tls, onRequest)
  await controlPlane.ready()
  const detach = attachWebSockets(server, controlPlane)
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => {
    closing ??= (async () => {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()))
      detach()
      await controlPlane.close()
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), 1_000)
      await stopped
      clearTimeout(timer)
    })()
    return closing
  }
  try {
    await listen(server, port, host)
  } catch (error) {
    detach()
    await controlPlane.close()
    throw cannotListen(error, port, host)
  }
  const bound = (server.address() as AddressInfo).port
  // An address that stands for all of this machine's is none to open.
  const name = isLoopback(host) || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return { port: bound, url: `${tls === undefined ? 'http' : 'https'}://${name}:${bound}`, server, close }
}

function createSecureServer({ key, cert }: NonNullable<ServeOptions['tls']>, onRequest: RequestListener): Server {
  try {
    return createTlsServer({ key, cert }, onRequest)
  } catch (error) {
    // OpenSSL's message may quote what it was given; its code does not.
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new TelevidError(
      'invalid-argument',
      `The TLS key and certificate cannot be used (${code}). Give both as PEM, the certificate made for that key.`,
      { cause: error },
    )
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function cannotListen(error: unknown, port: number, host: string): TelevidError {
  const code = (error as NodeJS.ErrnoException).code
  const why =
    code === 'EADDRINUSE'
      ? `Port ${port} is taken. Stop the other program or choose another port.`
      : code === 'EACCES'
        ? `Port ${port} needs more rights. Choose a port above 1023.`
        : `The server cannot listen on ${host}:${port} (${code ?? 'unknown'}). Check host and port.`
  return new TelevidError('invalid-state', why, { cause: error })
}
