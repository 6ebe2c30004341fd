import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { maximumFrameBytes } from '../stream/stream-server.ts'

/** Room for the envelope around a frame, in bytes. */
const envelopeBytes = 1024

/**
 * Serves the WebSocket upgrades of a control plane on a Node server. Paths outside its base path are left to the other
 * `upgrade` listeners of that server.
 *
 * @returns ends every connection and stops listening
 */
export function attachWebSockets(server: Server, controlPlane: ControlPlane): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maximumFrameBytes + envelopeBytes,
    perMessageDeflate: false,
  })
  const onUpgrade = (request: IncomingMessage, connection: Duplex, head: Buffer): void => {
    const { url = '', headers } = request
    let accept: ReturnType<ControlPlane['webSockets']['find']>
    try {
      accept = controlPlane.webSockets.find({ url, host: headers.host ?? '', origin: headers.origin })
    } catch {
      return reject(connection, '403 Forbidden')
    }
    if (accept === null) {
      const ours = url === controlPlane.basePath || url.startsWith(`${controlPlane.basePath}/`)
      if (ours || server.listenerCount('upgrade') === 1) reject(connection, '404 Not Found')
      return
    }
    sockets.handleUpgrade(request, connection, head, accept)
  }
  server.on('upgrade', onUpgrade)
  controlPlane.webSockets.enable()
  return () => {
    server.off('upgrade', onUpgrade)
    for (const socket of sockets.clients) socket.close(1012)
    // A client that does not answer the close is not waited for.
    setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate()
    }, 1_000).unref()
  }
}

function reject(connection: Duplex, status: string): void {
  connection.on('error', () => {})
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
