import type { RoomSnapshot } from '@televid/core'
import type { Fact } from '@televid/core/adapter'

/** What one page saw, in the order it happened. Media, credentials and message payloads are left out when it is recorded. */
export type TraceEntry = {
  /** Counts up within a page. */
  readonly seq: number
  /** Unix ms. */
  readonly at: number
} & (
  | { readonly kind: 'join'; readonly join: number }
  /** As the adapter reported it; `media` of a track is only told to be there or not. */
  | { readonly kind: 'fact'; readonly join: number; readonly fact: RecordedFact }
  | { readonly kind: 'event'; readonly event: string; readonly detail: EventDetail }
  | { readonly kind: 'snapshot'; readonly snapshot: RecordedSnapshot }
)

/** A fact without what cannot or must not leave the page. */
export type RecordedFact = Recorded<Fact>

type Recorded<F extends Fact> = F extends unknown
  ? Omit<F, 'media' | 'packet' | 'raw' | 'cause'> & { readonly media?: boolean; readonly bytes?: number }
  : never

/** Who and what an event was about; absent where it has none. */
export interface EventDetail {
  readonly participantId?: string
  readonly identity?: string
  readonly initial?: boolean
  readonly trackId?: string
  readonly source?: string
  readonly generation?: number
  readonly state?: string
  readonly reason?: string
  /** What is lost while reconnecting. */
  readonly lost?: string
  readonly topic?: string
}

/** The parts of a snapshot that the oracle compares with the events. */
export interface RecordedSnapshot {
  readonly connection: RoomSnapshot['connection']['state']
  readonly participants: readonly {
    readonly id: string
    readonly identity: string
    readonly tracks: readonly { readonly id: string; readonly source: string; readonly subscribed: boolean }[]
  }[]
}

/** All entries of one page of one case. */
export interface PageTrace {
  readonly page: string
  readonly entries: readonly TraceEntry[]
}
