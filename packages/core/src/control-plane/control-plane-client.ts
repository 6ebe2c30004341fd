import { TelevidError } from '../error/televid-error.ts'
import type { GrantRequest, StreamEndpoint } from '../protocol/grant-request.ts'
import { isRecord } from '../protocol/is-record.ts'
import { problemToError } from '../protocol/problem.ts'
import type { GrantAccess, GrantAnswer } from './grant-access.ts'

export interface ControlPlaneClientOptions {
  /** Base URL of the control plane, e.g. `/televid`. */
  readonly base: string
  readonly room: string
  /** Secret of an invite link; exchanged once for a session. */
  readonly invite?: string | undefined
  /** A session the app's own server created; instead of an invite. */
  readonly session?: string | undefined
}

/** Requests of one person about one room. Holds the session; knows nothing of media or state. */
export class ControlPlaneClient implements GrantAccess {
  readonly controlPlane = this
  readonly #options: ControlPlaneClientOptions
  #session: string | null
  #exchange: Promise<string> | null = null

  constructor(options: ControlPlaneClientOptions) {
    this.#options = options
    this.#session = options.session ?? readStored(options)
  }

  /** The bearer token of this person, once known. */
  get session(): string {
    return this.#session ?? ''
  }

  async requestGrant(request: GrantRequest, signal: AbortSignal): Promise<GrantAnswer> {
    const answer = await this.post('grant', request, signal)
    const channel = isRecord(answer) ? parseEndpoint(answer.channel) : null
    if (isRecord(answer) && answer.status === 'granted') return { status: 'granted', grant: answer.grant, channel }
    if (isRecord(answer) && answer.status === 'waiting' && channel !== null) return { status: 'waiting', channel }
    throw notOurs(this.#options.base)
  }

  /** Calls a route of this room, with the session. */
  async post(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
    return this.#request(
      `rooms/${encodeURIComponent(this.#options.room)}/${path}`,
      body,
      await this.#authenticate(),
      signal,
    )
  }

  /** Says goodbye while the page goes away. */
  leaveNow(): void {
    if (this.#session === null) return
    void this.#fetch(`rooms/${encodeURIComponent(this.#options.room)}/leave`, {}, this.#session, undefined, true).catch(
      () => {},
    )
  }

  async #authenticate(): Promise<string> {
    if (this.#session !== null) return this.#session
    if (this.#options.invite === undefined) {
      throw new TelevidError(
        'session-invalid',
        'This room needs an invite or a session: televid.room(name, { invite }). Read it from the link with parseInviteFragment.',
      )
    }
    // One exchange however many calls wait for it: the invite works only once.
    this.#exchange ??= this.#exchangeInvite(this.#options.invite).finally(() => {
      this.#exchange = null
    })
    return this.#exchange
  }

  async #exchangeInvite(secret: string): Promise<string> {
    const answer = await this.#request('invites/exchange', { secret }, null, undefined)
    if (!isRecord(answer) || typeof answer.session !== 'string' || answer.room !== this.#options.room) {
      throw new TelevidError('invite-invalid', 'The invite is not for this room. Open the link again as it was sent.')
    }
    this.#session = answer.session
    writeStored(this.#options, answer.session)
    return answer.session
  }

  async #request(
    path: string,
    body: unknown,
    session: string | null,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    let response: Response
    try {
      response = await this.#fetch(path, body, session, signal, false)
    } catch (error) {
      if (signal?.aborted) throw new TelevidError('aborted', 'The request was aborted.', { cause: error })
      throw new TelevidError(
        'network',
        `The control plane at "${this.#options.base}" cannot be reached. Check the network and that the server runs.`,
        { cause: error },
      )
    }
    const text = await response.text()
    const parsed = parseJson(text)
    if (!response.ok) throw problemToError(response.status, parsed)
    if (parsed === undefined && text !== '') throw notOurs(this.#options.base)
    return parsed
  }

  #fetch(
    path: string,
    body: unknown,
    session: string | null,
    signal: AbortSignal | undefined,
    keepalive: boolean,
  ): Promise<Response> {
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (session !== null) headers.authorization = `Bearer ${session}`
    return fetch(`${this.#options.base.replace(/\/$/, '')}/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      keepalive,
      referrerPolicy: 'no-referrer',
      ...(signal === undefined ? {} : { signal }),
    })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseEndpoint(value: unknown): StreamEndpoint | null {
  return isRecord(value) && typeof value.url === 'string'
    ? { url: value.url, webSocket: value.webSocket === true }
    : null
}

function notOurs(base: string): TelevidError {
  return new TelevidError('server', `"${base}" did not answer like a TeleVid control plane. Check the grants URL.`)
}

/** The session outlives a reload of the same tab, so that the used invite does not lock the person out. */
function storageKey({ base, room }: ControlPlaneClientOptions): string {
  return `televid:${base}:${room}`
}

function readStored(options: ControlPlaneClientOptions): string | null {
  if (options.invite === undefined || typeof sessionStorage === 'undefined') return null
  const stored = parseJson(sessionStorage.getItem(storageKey(options)) ?? '')
  return isRecord(stored) && stored.invite === options.invite && typeof stored.session === 'string'
    ? stored.session
    : null
}

function writeStored(options: ControlPlaneClientOptions, session: string): void {
  if (typeof sessionStorage === 'undefined') return
  sessionStorage.setItem(storageKey(options), JSON.stringify({ invite: options.invite, session }))
}
