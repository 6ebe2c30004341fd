import type { ToySourceStates } from './toy-sources.ts'

export interface ToyPerson {
  readonly id: string
  readonly identity: string
  readonly displayName: string
  readonly sources: ToySourceStates
}

export interface ToySignal {
  readonly description?: RTCSessionDescriptionInit
  readonly candidate?: RTCIceCandidateInit
}

export type ToyEvent =
  | { readonly type: 'joined'; readonly person: ToyPerson }
  /** `lost`: the line of somebody broke who had not said goodbye. */
  | { readonly type: 'left'; readonly id: string; readonly lost: boolean }
  | { readonly type: 'sources'; readonly id: string; readonly sources: ToySourceStates }
  | { readonly type: 'signal'; readonly id: string; readonly signal: ToySignal }
  | { readonly type: 'packet'; readonly id: string; readonly packet: string }
  | { readonly type: 'lost' }

interface Welcome {
  /** Of this presence: the token may be used again, for another one. */
  readonly self: string
  /** Who was there on arrival. */
  readonly others: readonly ToyPerson[]
}

export class ToyGrantError extends Error {
  override readonly message = 'The grant has no url and token of the toy.'
}

/** The "SDK" of the toy service: server-sent events in, requests out. */
export class ToyLine {
  readonly self: string
  readonly others: readonly ToyPerson[]
  onEvent: (event: ToyEvent) => void = () => {}
  readonly #source: EventSource
  readonly #address: (what: string) => string
  #last: Promise<void> = Promise.resolve()

  private constructor(source: EventSource, address: (what: string) => string, { self, others }: Welcome) {
    this.#source = source
    this.#address = address
    this.self = self
    this.others = others
    source.onmessage = ({ data }) => this.onEvent(JSON.parse(data))
    source.onerror = () => {
      this.close()
      this.onEvent({ type: 'lost' })
    }
  }

  static async open(credentials: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToyLine> {
    const { url, token } = credentials
    if (typeof url !== 'string' || typeof token !== 'string') throw new ToyGrantError()
    signal.throwIfAborted()
    const address = (what: string) => `${url}/${what}?token=${encodeURIComponent(token)}`
    const source = new EventSource(address('events'))
    try {
      const welcome = await new Promise<Welcome>((resolve, reject) => {
        source.addEventListener('welcome', ({ data }) => resolve(JSON.parse(data)))
        source.onerror = () => reject(new Error('The toy relay refused the token, or is not there.'))
        signal.addEventListener('abort', () => reject(signal.reason))
      })
      return new ToyLine(source, address, welcome)
    } catch (error) {
      source.close()
      throw error
    }
  }

  /** One after the other, so that nothing overtakes; rejects when the relay refuses. */
  post(what: string, body: object): Promise<void> {
    const sent = this.#last.then(async () => {
      const request = { method: 'POST', body: JSON.stringify({ ...body, self: this.self }) }
      const response = await fetch(this.#address(what), request)
      if (!response.ok) throw new Error(`The toy relay said ${response.status}.`)
    })
    this.#last = sent.catch(() => {})
    return sent
  }

  leaveNow(): void {
    navigator.sendBeacon(this.#address('leave'), JSON.stringify({ self: this.self }))
  }

  close(): void {
    this.#source.close()
  }
}
