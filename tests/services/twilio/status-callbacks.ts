import { createHmac } from 'node:crypto'
import type { TwilioAccount } from './twilio-account.ts'
import type { TwilioRoom } from './twilio-room.ts'

/** https://www.twilio.com/docs/video/api/status-callbacks */
export type CallbackEvent =
  | 'room-created'
  | 'room-ended'
  | 'participant-connected'
  | 'participant-disconnected'
  | 'track-added'
  | 'track-removed'
  | 'track-enabled'
  | 'track-disabled'

export type CallbackParameters = Readonly<Record<string, string>>

export interface CallbackAttempt {
  /** As it was registered and signed. */
  readonly url: string
  readonly parameters: CallbackParameters
  /** HTTP status of the answer, else why there was none. */
  readonly outcome: number | string
}

/** Posts what happens in rooms, signed, to the addresses that a test has allowed and to no others. */
export class StatusCallbacks {
  /** Every one that was due, in order. */
  readonly attempts: CallbackAttempt[] = []
  /** `lose`: none goes out. `repeat`: each goes out twice. */
  mode: 'once' | 'lose' | 'repeat' = 'once'
  readonly #account: TwilioAccount
  /** Where each registered origin is reached. */
  readonly #origins: Map<string, string> = new Map()
  readonly #counts: Map<string, number> = new Map()
  #last: Promise<void> = Promise.resolve()

  constructor(account: TwilioAccount) {
    this.#account = account
  }

  /**
   * Allows callbacks to URLs of an origin. The signature is over the URL as registered, the request goes to `reachedAt`: what a
   * server sees that stands behind a proxy with a public name.
   * @throws {Error} if `reachedAt` is not this machine
   */
  allow(origin: string, reachedAt: string = origin): void {
    const target = new URL(reachedAt)
    if (!['localhost', '127.0.0.1', '[::1]'].includes(target.hostname))
      throw new Error(`Status callbacks go to this machine alone, not to ${target.hostname}.`)
    this.#origins.set(new URL(origin).origin, target.origin)
  }

  post(room: TwilioRoom, event: CallbackEvent, parameters: CallbackParameters = {}): void {
    const { statusCallback, statusCallbackMethod } = room.parameters
    if (statusCallback === null) return
    const count = this.#counts.get(room.sid) ?? 0
    this.#counts.set(room.sid, count + 1)
    const all = {
      AccountSid: this.#account.accountSid,
      RoomSid: room.sid,
      RoomName: room.name,
      RoomStatus: room.endedAt === null ? 'in-progress' : 'completed',
      RoomType: room.parameters.type,
      StatusCallbackEvent: event,
      Timestamp: new Date().toISOString(),
      SequenceNumber: String(count),
      ...parameters,
    }
    const times = { once: 1, lose: 0, repeat: 2 }[this.mode]
    if (times === 0) this.attempts.push({ url: statusCallback, parameters: all, outcome: 'lost' })
    for (let time = 0; time < times; time += 1) {
      // One after the other, so that a test knows their order; the real service promises none.
      this.#last = this.#last.then(async () => {
        const outcome = await this.#send(statusCallback, statusCallbackMethod, all).catch((error) => String(error))
        this.attempts.push({ url: statusCallback, parameters: all, outcome })
      })
    }
  }

  /** Once all that is due so far has been answered. */
  settled(): Promise<void> {
    return this.#last
  }

  async #send(registered: string, method: 'POST' | 'GET', parameters: CallbackParameters): Promise<number | string> {
    const url = new URL(registered)
    const origin = this.#origins.get(url.origin)
    if (origin === undefined) return `not allowed: ${url.origin}`
    const query = method === 'GET'
    if (query) for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value)
    const signed = query ? url.href : registered
    const response = await fetch(origin + url.pathname + url.search, {
      method,
      headers: { 'x-twilio-signature': signCallback(this.#account.authToken, signed, query ? {} : parameters) },
      ...(query ? {} : { body: new URLSearchParams(parameters) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
    })
    await response.body?.cancel()
    return response.status
  }
}

/** base64(HMAC-SHA1(auth token, URL + every name and value, sorted by name)): https://www.twilio.com/docs/usage/security. */
export function signCallback(authToken: string, url: string, parameters: CallbackParameters): string {
  const sorted = Object.keys(parameters).sort()
  const text = url + sorted.map((name) => name + parameters[name]).join('')
  return createHmac('sha1', authToken).update(text).digest('base64')
}
