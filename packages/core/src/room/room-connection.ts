import type { Fact } from '../adapter/fact.ts'
import type { VideoAdapter } from '../adapter/video-adapter.ts'
import type { Clock } from '../clock.ts'
import type { GrantAccess } from '../control-plane/grant-access.ts'
import { openServerStream, type ServerStream } from '../control-plane/open-server-stream.ts'
import { onAbort } from '../error/on-abort.ts'
import { TelevidError } from '../error/televid-error.ts'
import { throwIfAborted } from '../error/throw-if-aborted.ts'
import { toTelevidError } from '../error/to-televid-error.ts'
import { parseChannelMessage } from '../protocol/channel-message.ts'
import type { StreamEndpoint } from '../protocol/grant-request.ts'
import { type JoinGrant, parseJoinGrant } from '../protocol/join-grant.ts'
import type { PassingFact, Report } from '../state/room-input.ts'
import { isPassing } from '../state/room-reducer.ts'
import { type RoomState, unknownReason } from '../state/room-state.ts'
import { guarded, type RoomStore } from '../state/room-store.ts'
import { coreVersion } from '../version.ts'
import { abortable } from './abortable.ts'
import { complianceOf } from './compliance-of.ts'
import type { JoinOptions } from './join-options.ts'
import { type AdapterLoaders, loadAdapter } from './load-adapter.ts'
import { errorOfReason, reasonOfError } from './reason-and-error.ts'
import { type EncryptionOptions, encryptionKeyFor } from './room-encryption.ts'
import { guardSession, type SessionGuard, vendorError } from './session-guard.ts'

export interface RoomConnectionOptions extends Pick<JoinOptions, 'signal' | 'timeoutMs'> {
  readonly store: RoomStore
  readonly report: Report
  readonly clock: Clock
  readonly access: GrantAccess
  readonly adapters: AdapterLoaders
  readonly encryption: EncryptionOptions | undefined
  /** Number of this join. */
  readonly epoch: number
  /** This page was in the room before. */
  readonly rejoin: boolean
  readonly onFact: (fact: PassingFact) => void
  /** The vendor accepted us; local media may be published. */
  readonly onOpen: (guard: SessionGuard) => void
}

/** One join, from the grant to the last cleanup. A room makes a new one for each join. */
export interface RoomConnection {
  /** Given up, failed or left: a new join needs a new connection. */
  readonly over: boolean
  readonly guard: SessionGuard | null
  /** Resolves when connected with the roster known; rejects with a `TelevidError` after the state became `disconnected`. */
  open(): Promise<void>
  /** Frees everything. Idempotent; resolves when the vendor is gone too. */
  close(): Promise<void>
  /** The page goes away: only what works synchronously. */
  closeNow(): void
  /** Starts and stops what follows from a commit. */
  onCommit(previous: RoomState, next: RoomState): void
}

type Timer = 'deadline' | 'roster' | 'verdict' | 'away'

const defaultTimeoutMs = 30_000
/** Time the contract gives an adapter for `roster-synced`. */
const rosterMs = 5000
/** Time the room channel gets to say why, when the vendor ends a session without a reason. */
const verdictMs = 1000
/** Time a vendor's join that was given up gets to end; what comes later is left then. Some never come. */
const lateMs = 500

export function createRoomConnection(options: RoomConnectionOptions): RoomConnection {
  const { access, adapters, clock, epoch, report, signal, store, timeoutMs = defaultTimeoutMs } = options
  const { controlPlane } = access
  const abort = new AbortController()
  const timers = new Map<Timer, () => void>()
  let guard: SessionGuard | null = null
  let channel: ServerStream | undefined
  let channelOpen = false
  let closed: Promise<void> | undefined
  /** A vendor join under way whose session core has not seen yet. */
  let joining: Promise<unknown> | undefined

  // At once, so that a join given up in the same turn is known to be over when the next one starts.
  if (signal?.aborted) abort.abort(signal.reason)
  const releaseSignal = onAbort(signal, (error) => abort.abort(error))

  const cancel = (timer: Timer): void => {
    timers.get(timer)?.()
    timers.delete(timer)
  }
  const after = (ms: number, timer: Timer, callback: () => void): void => {
    cancel(timer)
    timers.set(timer, clock.after(ms, callback))
  }
  const startDeadline = (): void => {
    const error = new TelevidError('timeout', `Joining took over ${timeoutMs} ms. Check the network and try again.`)
    after(timeoutMs, 'deadline', () => abort.abort(error))
  }
  /** A timer may fire a little before its time by the clock; then there is a rest to wait for. */
  const expectReturn = (until: number): void => {
    after(until - clock.now(), 'away', () => {
      report({ type: 'away-expired' })
      if (store.state.awayUntil === until) expectReturn(until)
    })
  }
  const expectRoster = (): void =>
    after(rosterMs, 'roster', () => {
      const message = 'The adapter said no roster-synced in time. Report this to its author.'
      options.onFact({ type: 'warning-raised', code: 'roster-late', message })
      report({ type: 'roster-assumed' })
    })
  const end = (error: TelevidError): void => {
    // A join given up must not end the one that came after it.
    if (epoch === store.state.epoch) report({ type: 'ended', reason: reasonOfError(error) })
  }

  /** Resolves when the state satisfies `condition`; rejects when the join is over before. */
  const until = async (condition: (state: RoomState) => boolean): Promise<void> => {
    let unsubscribe = () => {}
    const reached = new Promise<void>((resolve) => {
      const check = () => condition(store.state) && resolve()
      unsubscribe = store.subscribe(check)
      check()
    })
    await abortable(reached, abort.signal).finally(unsubscribe)
  }

  const openChannel = (endpoint: StreamEndpoint): void => {
    if (channel || !controlPlane) return
    channel = openServerStream({
      endpoint,
      token: () => controlPlane.session,
      signal: abort.signal,
      onFrame: (frame) => {
        const message = parseChannelMessage(frame)
        if (message) report({ type: 'channel', message })
      },
      onState: (state) => {
        channelOpen = state === 'open'
      },
      onRefused: end,
    })
  }

  const obtainGrant = async (): Promise<JoinGrant> => {
    const { name: room } = store.state
    const request = { room, coreVersion, providers: Object.keys(adapters), rejoin: options.rejoin }
    for (;;) {
      const answer = await abortable(access.requestGrant(request, abort.signal), abort.signal)
      if (answer.channel) openChannel(answer.channel)
      if (answer.status === 'granted') return parseJoinGrant(answer.grant, room, clock.now())
      cancel('deadline')
      await until(({ lobby }) => lobby.admission === 'admitted')
      startDeadline()
    }
  }

  /** Some vendors do not say that somebody was removed; the room channel, which does, may be a moment later. */
  const needsVerdict = (fact: Fact): boolean => {
    if (fact.type !== 'connection-changed' || fact.state !== 'disconnected' || !channelOpen) return false
    const { unified } = fact.reason ?? unknownReason
    return unified === 'unknown' || unified === 'connection-lost'
  }
  const receive = (fact: Fact): void => {
    const tell = () => report({ type: 'fact', epoch, fact })
    if (needsVerdict(fact)) after(verdictMs, 'verdict', tell)
    else if (!isPassing(fact)) tell()
    else if (epoch === store.state.epoch && !abort.signal.aborted) options.onFact(fact)
  }

  const joinVendor = async (adapter: VideoAdapter, grant: JoinGrant): Promise<SessionGuard> => {
    const { signal } = abort
    const encryptionKey = await abortable(encryptionKeyFor(adapter, options.encryption), signal)
    const request = { grant, signal, ...(encryptionKey && { encryptionKey }) }
    throwIfAborted(signal)
    const pending = (async () => adapter.join(request, (fact) => guarded(() => receive(fact))))()
    joining = pending
    try {
      return guardSession(adapter, await abortable(pending, signal), encryptionKey !== undefined)
    } catch (error) {
      // A session that comes after the abort must not stay in the room.
      joining = pending.then((session) => session.leave()).catch(() => {})
      throw vendorError(adapter, error)
    }
  }

  const free = async (): Promise<void> => {
    abort.abort(new TelevidError('aborted', 'The room was left. Join again to return.'))
    for (const timer of timers.keys()) cancel(timer)
    channel?.close()
    const goodbye = controlPlane?.session ? controlPlane.post('leave', {}).catch(() => {}) : undefined
    const session = guard?.session
    await guard?.run(() => session?.leave()).catch(() => {})
    if (joining) {
      let forget = () => {}
      const patience = new Promise<void>((resolve) => {
        forget = clock.after(lateMs, resolve)
      })
      await Promise.race([joining.catch(() => {}), patience])
      forget()
    }
    // A control plane that is down must not keep the page waiting: it notices the absence by itself.
    if (store.state.connection.reason?.unified === 'left') await goodbye
  }
  const close = (): Promise<void> => {
    closed ??= free()
    return closed
  }

  return {
    get over() {
      return abort.signal.aborted
    },
    get guard() {
      return guard
    },
    close,
    async open() {
      try {
        throwIfAborted(abort.signal)
        startDeadline()
        const grant = await obtainGrant()
        const { provider, identity, displayName, role, permissions = ['join', 'publish'], trace = null } = grant
        const adapter = await abortable(loadAdapter(adapters, provider), abort.signal)
        const compliance = complianceOf(grant, controlPlane !== null)
        report({ type: 'grant-received', provider, identity, displayName, role, permissions, compliance, trace })
        guard = await joinVendor(adapter, grant)
        expectRoster()
        report({ type: 'session-opened' })
        throwIfAborted(abort.signal)
        options.onOpen(guard)
        await until(({ connection }) => connection.state === 'connected')
      } catch (cause) {
        const error = toTelevidError(cause, 'unknown', 'Joining failed; see the cause.')
        end(error)
        await close()
        throw error
      } finally {
        releaseSignal()
        cancel('deadline')
      }
    },
    closeNow() {
      guard?.session.leaveNow()
      controlPlane?.leaveNow()
    },
    onCommit(previous, next) {
      // Not begun yet: this is still the end of the join before.
      if (next.epoch !== epoch) return
      const { awayUntil, connection } = next
      const entered = connection === previous.connection ? null : connection.state
      if (awayUntil !== previous.awayUntil) {
        cancel('away')
        if (awayUntil !== null) expectReturn(awayUntil)
      }
      if (!next.resyncing && next.rosterSynced) cancel('roster')
      if (next.resyncing && entered === 'connected') expectRoster()
      if (entered === 'disconnected') {
        abort.abort(errorOfReason(connection.reason ?? unknownReason))
        void close()
      }
    },
  }
}
