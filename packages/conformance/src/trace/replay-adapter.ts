import type { DisconnectReason } from '@televid/core'
import type { Fact, FactSink, VendorSession, VideoAdapter } from '@televid/core/adapter'
import { FakeMediaStreamTrack, fakeCapabilities } from '@televid/core/testing'
import type { RecordedFact } from './trace-entry.ts'

const none = { support: 'none' } as const

/** An adapter that says what a trace says. Its joins stay pending until they are settled. */
export class ReplayAdapter {
  readonly adapter: VideoAdapter
  /** By number of the join, from 1. */
  readonly #sinks: FactSink[] = []
  #pending: ((session: VendorSession) => void) | null = null
  /** One per binding key: core compares facts by the identity of their media. */
  readonly #media = new Map<string, MediaStreamTrack>()

  constructor() {
    this.adapter = {
      specificationVersion: 'v1',
      vendor: 'replay',
      capabilities: fakeCapabilities({
        audioPlayback: 'adapter',
        levels: none,
        messages: none,
        stats: none,
        videoPreferences: none,
      }),
      join: (_request, sink) => {
        this.#sinks.push(sink)
        return new Promise((resolve) => {
          this.#pending = resolve
        })
      },
    }
  }

  /** Resolves the join under way, if there is one. */
  settle(): void {
    this.#pending?.({
      native: null,
      setSource: async () => {},
      refresh: () => {},
      leave: async () => {},
      leaveNow: () => {},
      subscriptions: { setSubscribed: async () => {} },
    })
    this.#pending = null
  }

  /** Ends the newest join as the room channel would. */
  end(unified: DisconnectReason): void {
    this.#sinks.at(-1)?.({ type: 'connection-changed', state: 'disconnected', reason: { unified, raw: null } })
  }

  report(join: number, fact: RecordedFact): void {
    const whole = this.#revived(fact, join)
    if (whole) this.#sinks[join - 1]?.(whole)
  }

  /** `null` for a packet: what was in it is not in the trace. */
  #revived(fact: RecordedFact, join: number): Fact | null {
    switch (fact.type) {
      case 'track-present': {
        const { media, bytes: _, ...rest } = fact
        return { ...rest, media: media ? this.#mediaOf(`${join} ${fact.track}`, fact.kind) : null }
      }
      case 'message-received':
        return null
      case 'source-refused':
        return { type: fact.type, source: fact.source, cause: null }
      default:
        return fact
    }
  }

  #mediaOf(key: string, kind: 'audio' | 'video'): MediaStreamTrack {
    const known = this.#media.get(key)
    const media = known ?? new FakeMediaStreamTrack(kind, { deviceId: undefined, tracks: new Set(), muted: false })
    this.#media.set(key, media)
    return media
  }
}
