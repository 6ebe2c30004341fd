import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Token {
  readonly room: string
  readonly identity: string
  readonly displayName: string
}

interface Presence extends Token {
  readonly id: string
  readonly stream: ServerResponse
  sources: unknown
}

/** The toy's service: hands messages of the people of a room on to each other, on a free loopback port. */
export class ToyRelay {
  readonly #tokens = new Map<string, Token>()
  readonly #present = new Map<string, Presence>()
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.writeHead(400).end())
  })
  readonly #pages: string
  url = ''

  private constructor(pages: string) {
    this.#pages = pages
  }

  /** @param pages the origin that may ask */
  static async start(pages: string): Promise<ToyRelay> {
    const relay = new ToyRelay(pages)
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve))
    relay.url = `http://localhost:${(relay.#server.address() as AddressInfo).port}`
    return relay
  }

  mint(token: Token): string {
    const secret = crypto.randomUUID()
    this.#tokens.set(secret, token)
    return secret
  }

  occupants(room: string): string[] {
    return this.#in(room).map(({ identity }) => identity)
  }

  removeRoom(room: string): void {
    for (const { stream } of this.#in(room)) stream.end()
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    response.setHeader('access-control-allow-origin', this.#pages)
    const token = this.#tokens.get(searchParams.get('token') ?? '')
    if (!token) return void response.writeHead(403).end()
    if (pathname === '/events') return this.#enter(token, request, response)
    const { self, to, ...body } = JSON.parse(await text(request))
    const sender = this.#present.get(self)
    if (!sender || sender.room !== token.room || sender.identity !== token.identity)
      return void response.writeHead(404).end()
    this.#take(sender, pathname, to ?? null, body)
    response.writeHead(204).end()
  }

  #take(sender: Presence, what: string, to: string | readonly string[] | null, body: Record<string, unknown>): void {
    const { id } = sender
    switch (what) {
      case '/sources':
        sender.sources = body
        return this.#tell(sender, null, { type: 'sources', id, sources: body })
      case '/signal':
        return this.#tell(sender, to, { type: 'signal', id, signal: body.signal })
      case '/packet':
        return this.#tell(sender, to, { type: 'packet', id, packet: body.packet })
      case '/leave':
        return this.#gone(sender, false)
    }
  }

  #enter(token: Token, request: IncomingMessage, response: ServerResponse): void {
    const sources = { camera: false, microphone: false }
    const presence: Presence = { ...token, id: crypto.randomUUID(), stream: response, sources }
    const others = this.#in(token.room).map(personOf)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`event: welcome\ndata: ${JSON.stringify({ self: presence.id, others })}\n\n`)
    this.#present.set(presence.id, presence)
    this.#tell(presence, null, { type: 'joined', person: personOf(presence) })
    request.on('close', () => this.#gone(presence, true))
  }

  #gone(presence: Presence, lost: boolean): void {
    if (!this.#present.delete(presence.id)) return
    this.#tell(presence, null, { type: 'left', id: presence.id, lost })
    presence.stream.end()
  }

  /** @param to the named, or everybody else in the room */
  #tell(sender: Presence, to: string | readonly string[] | null, event: object): void {
    for (const { id, stream } of this.#in(sender.room)) {
      if (id !== sender.id && (to === null || to.includes(id))) stream.write(`data: ${JSON.stringify(event)}\n\n`)
    }
  }

  #in(room: string): Presence[] {
    return [...this.#present.values()].filter((presence) => presence.room === room)
  }
}

function personOf({ id, identity, displayName, sources }: Presence) {
  return { id, identity, displayName, sources }
}
