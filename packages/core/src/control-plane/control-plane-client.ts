import { abortError } from '../error/on-abort.ts'
import { TelevidError } from '../error/televid-error.ts'
import type { GrantRequest, StreamEndpoint } from '../protocol/grant-request.ts'
import { isRecord } from '../protocol/is-record.ts'
import { problemToError } from '../protocol/problem.ts'
import type { GrantAccess, GrantAnswer } from './grant-access.ts'
import { sayGoodbye } from './say-goodbye.ts'

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
  /** The session outlives a reload of the same tab, so that the used invite does not lock the person out. */
  readonly #storageKey: string
  #session: string
  #exchange: Promise<string> | null = null

  constructor(options: ControlPlaneClientOptions) {
    this.#options = options
    this.#storageKey = `televid:${options.base}:${options.room}`
    this.#session = options.session ?? this.#stored()
  }

  /** The bearer token of this person, or `''` before it is known. */
  get session(): string {
    return this.#session
  }

  async requestGrant(request: GrantRequest, signal: AbortSignal): Promise<GrantAnswer> {
    const answer = await this.post('grant', request, signal)
    if (isRecord(answer)) {
      const { status, grant } = answer
      const channel = parseEndpoint(answer.channel)
      if (status === 'granted') return { status, grant, channel }
      if (status === 'waiting' && channel) return { status, channel }
    }
    throw this.#notOurs()
  }

  /** Calls a route of this room, with the session. */
  async post(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
    const session = this.#session || (await this.#exchangeInvite())
    return this.#request(this.#inRoom(path), body, session, signal)
  }

  /** Says goodbye while the page goes away. */
  leaveNow(): void {
    if (this.#session) sayGoodbye(this.#url(this.#inRoom('leave')), { token: this.#session })
  }

  /** One exchange however many calls wait for it: the invite works only once. */
  async #exchangeInvite(): Promise<string> {
    const { invite } = this.#options
    if (invite === undefined) {
      throw new TelevidError(
        'session-invalid',
        'This room needs an invite. Pass televid.room(name, { invite }); parseInviteFragment reads it from the link.',
      )
    }
    this.#exchange ??= this.#newSession(invite).finally(() => {
      this.#exchange = null
    })
    return this.#exchange
  }

  async #newSession(invite: string): Promise<string> {
    const answer = await this.#request('invites/exchange', { secret: invite }, '')
    if (!isRecord(answer) || typeof answer.session !== 'string' || answer.room !== this.#options.room) {
      throw new TelevidError('invite-invalid', 'The invite is not for this room. Open the link again as it was sent.')
    }
    const { session } = answer
    this.#session = session
    globalThis.sessionStorage?.setItem(this.#storageKey, JSON.stringify({ invite, session }))
    return session
  }

  #stored(): string {
    const { invite } = this.#options
    const stored = invite && parseJson(globalThis.sessionStorage?.getItem(this.#storageKey) ?? '')
    return isRecord(stored) && stored.invite === invite && typeof stored.session === 'string' ? stored.session : ''
  }

  async #request(path: string, body: unknown, session: string, signal: AbortSignal | null = null): Promise<unknown> {
    const response = await fetch(this.#url(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(session && { authorization: `Bearer ${session}` }) },
      body: JSON.stringify(body),
      referrerPolicy: 'no-referrer',
      signal,
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw abortError(signal)
      throw new TelevidError(
        'network',
        `The control plane at "${this.#options.base}" cannot be reached. Check the network and that it runs.`,
        { cause },
      )
    })
    const text = await response.text()
    const answer = parseJson(text)
    if (!response.ok) throw problemToError(response.status, answer)
    if (answer === undefined && text !== '') throw this.#notOurs()
    return answer
  }

  #url(path: string): string {
    return `${this.#options.base.replace(/\/$/, '')}/${path}`
  }

  #inRoom(path: string): string {
    return `rooms/${encodeURIComponent(this.#options.room)}/${path}`
  }

  #notOurs(): TelevidError {
    return new TelevidError('server', `"${this.#options.base}" is not a TeleVid control plane. Check the grants URL.`)
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
