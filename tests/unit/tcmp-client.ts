import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { waitFor } from '../bench/wait-for.ts'
import type { LocalTrackState, PeerConnectionState, RspReply } from '../services/twilio/rsp-message.ts'
import type { TwilioService } from '../services/twilio/start-twilio.ts'

type Reply<Type extends RspReply['type']> = Extract<RspReply, { type: Type }>

/** A page without a browser: says what `twilio-video` says on the wire, and keeps what it is told. */
export class TcmpClient {
  readonly replies: RspReply[] = []
  /** Frames under the room protocol. */
  readonly frames: { readonly type: string; readonly [field: string]: unknown }[] = []
  closeCode: number | null = null
  session = ''
  sid = ''
  readonly #socket: WebSocket
  readonly #token: string
  #tracks: LocalTrackState[]
  #revision = 1

  private constructor(url: string, token: string, tracks: readonly LocalTrackState[]) {
    this.#token = token
    this.#tracks = [...tracks]
    this.#socket = new WebSocket(url)
    this.#socket.on('error', () => {})
    this.#socket.on('close', (code) => {
      this.closeCode = code
    })
    this.#socket.on('message', (data) => {
      const frame = JSON.parse(String(data))
      this.frames.push(frame)
      if (frame.type === 'msg') this.replies.push(frame.body)
    })
  }

  /** Says hello with a first message and waits for no answer. */
  static async hello(
    { wsServer }: Pick<TwilioService, 'wsServer'>,
    token: string,
    first: object,
    { timeout = 5_000, tracks = [] }: { timeout?: number; tracks?: readonly LocalTrackState[] } = {},
  ): Promise<TcmpClient> {
    const client = new TcmpClient(wsServer, token, tracks)
    await new Promise<void>((resolve, reject) => {
      client.#socket.once('open', resolve)
      client.#socket.once('close', () => reject(new Error('refused')))
    })
    client.frame({ type: 'hello', id: randomUUID(), timeout, version: 2, body: first })
    return client
  }

  static async join(
    service: TwilioService,
    identity: string,
    options: JoinOptions = {},
  ): Promise<TcmpClient & { readonly joined: Reply<'connected'> }> {
    const { room = 'visit', tracks = [], timeout, token = await service.token(identity) } = options
    const client = await TcmpClient.hello(service, token, connectRequest(token, room, tracks, options), {
      ...(timeout && { timeout }),
      tracks,
    })
    const joined = await client.heard('connected')
    client.session = joined.session
    client.sid = joined.participant.sid
    return Object.assign(client, { joined })
  }

  /** Comes back as the same participant on a new line. */
  async again(service: TwilioService, { waits = true }: { waits?: boolean } = {}): Promise<TcmpClient> {
    const participant = { revision: this.#revision, tracks: this.#tracks }
    const first = {
      type: 'sync',
      version: 2,
      name: 'visit',
      session: this.session,
      token: this.#token,
      participant,
      peer_connections: [],
    }
    const client = await TcmpClient.hello(service, this.#token, first, { tracks: this.#tracks })
    Object.assign(client, { session: this.session, sid: this.sid })
    client.#revision = this.#revision
    if (waits) await client.heard('synced')
    return client
  }

  frame(frame: object): void {
    this.#socket.send(JSON.stringify(frame))
  }

  say(body: object): void {
    this.frame({ type: 'msg', body })
  }

  publish(tracks: readonly LocalTrackState[]): void {
    this.#tracks = [...tracks]
    this.#revision += 1
    this.update({ participant: { revision: this.#revision, tracks: this.#tracks } })
  }

  connections(...peer_connections: PeerConnectionState[]): void {
    this.update({ peer_connections })
  }

  update(changes: object): void {
    this.say({ type: 'update', version: 2, session: this.session, ...changes })
  }

  leave(): void {
    this.say({ type: 'disconnect', version: 2, session: this.session })
    this.frame({ type: 'bye' })
    this.#socket.close(1000)
  }

  /** A tab that is gone: no goodbye. */
  vanish(): void {
    this.#socket.terminate()
  }

  /** The first reply of a type that fits, waited for. */
  heard<Type extends RspReply['type']>(
    type: Type,
    fits: (reply: Reply<Type>) => unknown = () => true,
  ): Promise<Reply<Type>> {
    return waitFor(`${type} to be told`, () =>
      this.replies.find((reply): reply is Reply<Type> => reply.type === type && Boolean(fits(reply as Reply<Type>))),
    )
  }

  /** How somebody else is, by the last that was told. */
  sees(sid: string) {
    const told = this.replies.flatMap((reply) => ('participants' in reply ? (reply.participants ?? []) : []))
    return told.filter((participant) => participant.sid === sid).at(-1)
  }

  /** Once all that was said so far has been taken in. */
  async received(): Promise<void> {
    const pong = once(this.#socket, 'pong')
    this.#socket.ping()
    await pong
  }
}

interface JoinOptions {
  readonly room?: string | null
  readonly token?: string
  readonly tracks?: readonly LocalTrackState[]
  readonly subscribes?: boolean
  /** ms between heartbeats */
  readonly timeout?: number
  readonly mediaSignaling?: object
}

export function connectRequest(
  token: string,
  room: string | null,
  tracks: readonly LocalTrackState[] = [],
  { mediaSignaling = {}, subscribes = true }: JoinOptions = {},
): object {
  return {
    type: 'connect',
    version: 2,
    name: room,
    token,
    participant: { revision: 1, tracks },
    peer_connections: [{ id: randomUUID(), description: { type: 'offer', revision: 1, sdp: 'speculative' } }],
    ice_servers: 'overrode',
    publisher: { name: 'twilio-video.js', sdk_version: '2.36.0', user_agent: 'test' },
    subscribe: { rules: [{ type: subscribes ? 'include' : 'exclude', all: true }], revision: 1 },
    media_signaling: mediaSignaling,
    format: 'unified',
  }
}

export function track(name: string, changes: Partial<LocalTrackState> = {}): LocalTrackState {
  return { id: `id-of-${name}`, kind: 'video', name, enabled: true, priority: 'standard', ...changes }
}
