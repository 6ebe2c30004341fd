import type {
  CaptionReceivedFact,
  ConnectionChangedFact,
  Fact,
  MessageReceivedFact,
  SourceRefusedFact,
  WarningRaisedFact,
} from '../adapter/fact.ts'
import type { FactSink, VideoAdapter } from '../adapter/video-adapter.ts'
import type { Clock } from '../clock.ts'
import type { GrantAccess, GrantAnswer } from '../control-plane/grant-access.ts'
import { openServerStream, type ServerStream } from '../control-plane/open-server-stream.ts'
import { TelevidError } from '../error/televid-error.ts'
import { throwIfAborted } from '../error/throw-if-aborted.ts'
import { toTelevidError } from '../error/to-televid-error.ts'
import { parseChannelMessage } from '../protocol/channel-message.ts'
import type { StreamEndpoint } from '../protocol/grant-request.ts'
import { type JoinGrant, parseJoinGrant } from '../protocol/join-grant.ts'
import type { RoomState } from '../state/room-state.ts'
import { guarded, type RoomStore } from '../state/room-store.ts'
import { coreVersion } from '../version.ts'
import { abortable } from './abortable.ts'
import { complianceOf } from './compliance-of.ts'
import type { JoinOptions } from './join-options.ts'
import { type AdapterLoaders, loadAdapter } from './load-adapter.ts'
import { errorOfReason, reasonOfError } from './reason-and-error.ts'
import { SessionGuard, vendorError } from './session-guard.ts'

/** A fact that happens rather than lasts; it bypasses the state. */
export type PassingFact = MessageReceivedFact | SourceRefusedFact | CaptionReceivedFact | WarningRaisedFact

export interface RoomConnectionOptions extends Pick<JoinOptions, 'signal' | 'timeoutMs'> {
  readonly store: RoomStore
  readonly clock: Clock
  readonly access: GrantAccess
  readonly adapters: AdapterLoaders
  readonly epoch: number
  /** This page was in the room before. */
  readonly rejoin: boolean
  readonly onFact: (fact: PassingFact) => void
  /** The vendor accepted us; local media may be published. */
  readonly onOpen: (guard: SessionGuard) => void
}

const defaultTimeoutMs = 30_000
/** Time the contract gives an adapter for `roster-synced`. */
const rosterMs = 5000
/** Time the room channel gets to say why, when the vendor ends a session without a reason. */
const verdictMs = 1000

/** One join, from the grant to the last cleanup. A room makes a new one for each join. */
export class RoomConnection {
  readonly #options: RoomConnectionOptions
  readonly #abort = new AbortController()
  readonly #timers = new Map<string, () => void>()
  #guard: SessionGuard | null = null
  #channel: ServerStream | null = null
  #channelOpen = false
  #closed: Promise<void> | null = null
  /** A vendor join under way whose session core has not seen yet. */
  #joining: Promise<unknown> = Promise.resolve()

  constructor(options: RoomConnectionOptions) {
    this.#options = options
    const { signal } = options
    // At once, so that a join given up in the same turn is known to be over when the next one starts.
    if (signal?.aborted) this.#forwardAbort()
    else signal?.addEventListener('abort', this.#forwardAbort)
  }

  readonly #forwardAbort = (): void => this.#abort.abort(this.#options.signal?.reason)

  /** Number of this join. */
  get epoch(): number {
    return this.#options.epoch
  }

  /** Given up, failed or left: a new join needs a new connection. */
  get over(): boolean {
    return this.#abort.signal.aborted
  }

  get guard(): SessionGuard | null {
    return this.#guard
  }

  /** Resolves when connected with the roster known; rejects with a `TelevidError` after the state became `disconnected`. */
  async open(): Promise<void> {
    const { store, clock, timeoutMs = defaultTimeoutMs } = this.#options
    try {
      throwIfAborted(this.#abort.signal)
      const startDeadline = () =>
        this.#after('deadline', timeoutMs, () =>
          this.#abort.abort(
            new TelevidError('timeout', `Joining took longer than ${timeoutMs} ms. Check the network and try again.`),
          ),
        )
      startDeadline()
      const grant = await this.#obtainGrant(startDeadline)
      const adapter = await abortable(loadAdapter(this.#options.adapters, grant.provider), this.#abort.signal)
      store.dispatch({
        type: 'grant-received',
        provider: grant.provider,
        identity: grant.identity,
        role: grant.role,
        permissions: grant.permissions ?? ['join', 'publish'],
        compliance: complianceOf(grant, this.#options.access.controlPlane !== null),
      })
      const guard = await this.#joinVendor(adapter, grant)
      this.#guard = guard
      this.#after('roster', rosterMs, () => store.dispatch({ type: 'roster-assumed', at: clock.now() }))
      store.dispatch({ type: 'session-opened', at: clock.now() })
      throwIfAborted(this.#abort.signal)
      this.#options.onOpen(guard)
      await this.#until((state) => state.connection.state === 'connected')
    } catch (cause) {
      const error = toTelevidError(cause, 'unknown', 'Joining failed; see the cause.')
      store.dispatch({ type: 'ended', reason: reasonOfError(error), at: clock.now() })
      await this.close()
      throw error
    } finally {
      this.#options.signal?.removeEventListener('abort', this.#forwardAbort)
      this.#cancel('deadline')
    }
  }

  /** Frees everything. Idempotent; resolves when the vendor is gone too. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  /** The page goes away: only what works synchronously. */
  closeNow(): void {
    this.#guard?.session.leaveNow()
    this.#options.access.controlPlane?.leaveNow()
  }

  /** Starts and stops what follows from a commit. */
  onCommit(previous: RoomState, next: RoomState): void {
    const { store, clock } = this.#options
    if (next.awayUntil !== previous.awayUntil) {
      this.#cancel('away')
      if (next.awayUntil !== null) {
        this.#after('away', next.awayUntil - clock.now(), () =>
          store.dispatch({ type: 'away-expired', at: clock.now() }),
        )
      }
    }
    if (!next.resyncing) {
      if (next.rosterSynced) this.#cancel('roster')
    } else if (next.connection !== previous.connection && next.connection.state === 'connected') {
      this.#after('roster', rosterMs, () => store.dispatch({ type: 'roster-assumed', at: clock.now() }))
    }
    if (next.connection.state === 'disconnected' && next.connection !== previous.connection) {
      this.#abort.abort(errorOfReason(next.connection.reason ?? { unified: 'unknown', raw: undefined }))
      void this.close()
    }
  }

  async #obtainGrant(startDeadline: () => void): Promise<JoinGrant> {
    const { access, adapters, clock, rejoin, store } = this.#options
    const request = { room: store.state.name, coreVersion, providers: Object.keys(adapters), rejoin }
    for (;;) {
      const answer: GrantAnswer = await abortable(access.requestGrant(request, this.#abort.signal), this.#abort.signal)
      if (answer.channel !== null) this.#openChannel(answer.channel)
      if (answer.status === 'granted') return parseJoinGrant(answer.grant, store.state.name, clock.now())
      this.#cancel('deadline')
      await this.#until((state) => state.lobby.admission === 'admitted')
      startDeadline()
    }
  }

  #openChannel(endpoint: StreamEndpoint): void {
    const { access, clock, store } = this.#options
    const { controlPlane } = access
    if (this.#channel !== null || controlPlane === null) return
    this.#channel = openServerStream({
      endpoint,
      token: () => controlPlane.session,
      signal: this.#abort.signal,
      onFrame: (frame) => {
        const message = parseChannelMessage(frame)
        if (message !== null) store.dispatch({ type: 'channel', message, at: clock.now() })
      },
      onState: (state) => {
        this.#channelOpen = state === 'open'
      },
      onRefused: (error) => store.dispatch({ type: 'ended', reason: reasonOfError(error), at: clock.now() }),
    })
  }

  async #joinVendor(adapter: VideoAdapter, grant: JoinGrant): Promise<SessionGuard> {
    const { signal } = this.#abort
    throwIfAborted(signal)
    const pending = (async () => adapter.join({ grant, signal }, this.#sink()))()
    this.#joining = pending
    try {
      return new SessionGuard(adapter, await abortable(pending, signal))
    } catch (error) {
      // A session that comes after the abort must not stay in the room.
      this.#joining = pending.then(
        (session) => session.leave(),
        () => {},
      )
      throw vendorError(adapter, error)
    }
  }

  #sink(): FactSink {
    return (fact) => guarded(() => this.#receive(fact))
  }

  #receive(fact: Fact): void {
    const { clock, epoch, onFact, store } = this.#options
    switch (fact.type) {
      case 'message-received':
      case 'source-refused':
      case 'caption-received':
      case 'warning-raised':
        if (epoch === store.state.epoch && !this.#abort.signal.aborted) onFact(fact)
        return
      case 'connection-changed':
        if (this.#needsVerdict(fact)) {
          this.#after('verdict', verdictMs, () => store.dispatch({ type: 'fact', epoch, at: clock.now(), fact }))
          return
        }
        break
      default:
    }
    store.dispatch({ type: 'fact', epoch, at: clock.now(), fact })
  }

  /** Some vendors do not say that somebody was removed; the room channel, which does, may be a moment later. */
  #needsVerdict(fact: ConnectionChangedFact): boolean {
    const reason = fact.reason?.unified ?? 'unknown'
    return fact.state === 'disconnected' && this.#channelOpen && (reason === 'unknown' || reason === 'connection-lost')
  }

  /** Resolves when the state satisfies `condition`; rejects when the join is over before. */
  async #until(condition: (state: RoomState) => boolean): Promise<void> {
    const { store } = this.#options
    if (condition(store.state)) return
    let unsubscribe = () => {}
    const reached = new Promise<void>((resolve) => {
      unsubscribe = store.subscribe(() => {
        if (condition(store.state)) resolve()
      })
    })
    try {
      await abortable(reached, this.#abort.signal)
    } finally {
      unsubscribe()
    }
  }

  async #close(): Promise<void> {
    this.#abort.abort(new TelevidError('aborted', 'The room was left.'))
    for (const name of [...this.#timers.keys()]) this.#cancel(name)
    this.#channel?.close()
    const { access, store } = this.#options
    const goodbye = access.controlPlane?.session ? access.controlPlane.post('leave', {}).catch(() => {}) : undefined
    await this.#guard?.leave().catch(() => {})
    await this.#joining.catch(() => {})
    // A control plane that is down must not keep the page waiting: it notices the absence by itself.
    if (store.state.connection.reason?.unified === 'left') await goodbye
  }

  #after(name: string, ms: number, callback: () => void): void {
    this.#cancel(name)
    this.#timers.set(name, this.#options.clock.after(ms, callback))
  }

  #cancel(name: string): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}
