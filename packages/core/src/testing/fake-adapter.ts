import type { Capabilities } from '../adapter/capability.ts'
import type { DisconnectReason } from '../adapter/disconnect-reason.ts'
import type { StatsRecord } from '../adapter/facet.ts'
import type { Fact } from '../adapter/fact.ts'
import type { Source } from '../adapter/source.ts'
import type { SourceState, VendorSession } from '../adapter/vendor-session.ts'
import type { AdapterJoinRequest, FactSink, VideoAdapter } from '../adapter/video-adapter.ts'
import { fakeCapabilities } from './fake-capabilities.ts'
import { FakeRemote } from './fake-remote.ts'

export interface FakeAdapterOptions {
  /** Default `fake`; the grant's `provider` must say the same. */
  readonly vendor?: string
  readonly capabilities?: Partial<Capabilities>
  /** `manual`: `join` stays pending until `acceptJoin()`. Default `accept`. */
  readonly join?: 'accept' | 'manual'
}

/** A packet the page under test sent. */
export interface SentPacket {
  readonly packet: Uint8Array
  readonly to: readonly string[] | null
  readonly reliable: boolean
}

/**
 * An adapter without a vendor, for tests of apps and of core: scripted from outside, it reports what the test says and
 * remembers what core asked. Nothing is sent anywhere.
 */
export class FakeAdapter {
  readonly adapter: VideoAdapter
  /** What core wants published now. */
  readonly sources = new Map<Source, SourceState>()
  readonly sent: SentPacket[] = []
  /** Calls in the order core made them, e.g. `setSource camera`. */
  readonly calls: string[] = []
  readonly remotes = new Map<string, FakeRemote>()
  /** Encryption keys core gave, with the join and later. */
  readonly keys: Uint8Array[] = []
  /** Tracks core does not want to receive. */
  readonly unsubscribed = new Set<string>()
  /** Answer of the levels facet: 0..1 by presence key or `self`. */
  levels: ReadonlyMap<string, number> = new Map()
  /** Answer of the stats facet. */
  stats: readonly StatsRecord[] = []
  joins = 0
  left = 0
  #sink: FactSink = () => {}
  #accept: (() => void) | null = null
  #failure: { readonly call: string; readonly error: unknown } | null = null
  #nextKey = 1
  readonly #mode: 'accept' | 'manual'

  constructor({ vendor = 'fake', capabilities = {}, join = 'accept' }: FakeAdapterOptions = {}) {
    this.#mode = join
    this.adapter = {
      specificationVersion: 'v1',
      vendor,
      capabilities: fakeCapabilities(capabilities),
      join: (request, sink) => this.#join(request, sink),
    }
  }

  /** Lets a `manual` join go on. */
  acceptJoin(): void {
    this.#accept?.()
  }

  /** Makes the next call of this name (`join`, `setSource`, `send`, `leave`, `captions`, `profile`) reject. */
  failNext(call: string, error: unknown): void {
    this.#failure = { call, error }
  }

  /** Reports any fact, as an adapter would. */
  report(fact: Fact): void {
    this.#sink(fact)
  }

  remoteJoins(identity: string, options: { readonly role?: string; readonly displayName?: string } = {}): FakeRemote {
    const remote = new FakeRemote((fact) => this.report(fact), `presence-${this.#nextKey++}`, identity, options)
    this.remotes.set(remote.key, remote)
    remote.present()
    return remote
  }

  remoteLeaves(remote: FakeRemote, reason?: DisconnectReason): void {
    this.remotes.delete(remote.key)
    remote.gone(reason)
  }

  dropsConnection(): void {
    this.report({
      type: 'connection-changed',
      state: 'reconnecting',
      lost: { unified: 'both', raw: 'fake' },
    })
  }

  /** The connection is back; `present` are the presence keys that are still there. */
  restoresConnection(present: readonly string[] = [...this.remotes.keys()]): void {
    this.report({ type: 'connection-changed', state: 'connected' })
    this.report({ type: 'roster-synced', present })
  }

  endsSession(reason: DisconnectReason, raw: unknown = 'fake'): void {
    this.report({ type: 'connection-changed', state: 'disconnected', reason: { unified: reason, raw } })
  }

  async #join({ encryptionKey, signal }: AdapterJoinRequest, sink: FactSink): Promise<VendorSession> {
    this.joins++
    if (encryptionKey) this.keys.push(encryptionKey)
    this.calls.push('join')
    this.#throwFailure('join')
    this.#sink = sink
    if (this.#mode === 'manual')
      await new Promise<void>((resolve) => {
        this.#accept = resolve
      })
    for (const remote of this.remotes.values()) remote.present()
    if (!signal.aborted) sink({ type: 'roster-synced', present: [...this.remotes.keys()] })
    return this.#session()
  }

  #session(): VendorSession {
    return {
      native: this,
      setSource: async (source, state) => {
        this.calls.push(`setSource ${source} ${state.track === null ? 'off' : state.muted ? 'muted' : 'on'}`)
        this.#throwFailure('setSource')
        const before = this.sources.get(source)?.track
        if (before !== state.track) before?.stop()
        this.sources.set(source, state)
      },
      refresh: () => {
        for (const remote of this.remotes.values()) remote.present()
        this.report({ type: 'roster-synced', present: [...this.remotes.keys()] })
      },
      leave: async () => {
        this.calls.push('leave')
        this.#end()
        this.#throwFailure('leave')
      },
      leaveNow: () => this.#end(),
      messages: {
        send: async (packet, { to, reliable }) => {
          this.#throwFailure('send')
          this.sent.push({ packet, to, reliable })
        },
      },
      subscriptions: {
        setSubscribed: async (track, subscribed) => {
          if (subscribed) this.unsubscribed.delete(track)
          else this.unsubscribed.add(track)
        },
      },
      videoPreferences: { setPreferred: (track, size) => void this.calls.push(`prefer ${track} ${size?.width ?? 0}`) },
      encryption: { setKey: async (key) => void this.keys.push(key) },
      captions: {
        start: async ({ language }) => this.#called(`captions start ${language}`),
        stop: async () => this.#called('captions stop'),
      },
      profile: { update: async (profile) => this.#called(`profile ${JSON.stringify(profile)}`) },
      stats: { sample: async () => this.stats },
      levels: { sample: () => this.levels },
    }
  }

  #called(call: string): void {
    this.#throwFailure(call.split(' ', 1)[0] ?? '')
    this.calls.push(call)
  }

  #end(): void {
    this.left++
    for (const { track } of this.sources.values()) track?.stop()
    this.sources.clear()
  }

  #throwFailure(call: string): void {
    if (this.#failure?.call !== call) return
    const { error } = this.#failure
    this.#failure = null
    throw error
  }
}
