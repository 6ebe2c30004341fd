import type { BrowserContext } from 'playwright-core'

/** Everything the pages of one context asked for, also what was blocked or failed. */
export class NetworkLog {
  readonly urls: string[] = []

  constructor(context: BrowserContext) {
    context.on('request', (request) => this.urls.push(request.url()))
    context.on('page', (page) => page.on('websocket', (socket) => this.urls.push(socket.url())))
  }

  /** Requests to anything but this machine. */
  foreign(): string[] {
    return this.urls.filter((url) => !isLocal(url))
  }
}

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

/** `data:`, `blob:` and `about:` stay in the browser. */
export function isLocal(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'data:' || protocol === 'blob:' || protocol === 'about:' || localHosts.has(hostname)
}

/** For `host` or `host:port` as ICE server URLs and sockets have it. */
export function isLocalHost(host: string): boolean {
  return localHosts.has(host)
}
