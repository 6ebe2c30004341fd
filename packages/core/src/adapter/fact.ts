import type { ConnectionLoss } from './connection-loss.ts'
import type { DisconnectReason, WithRaw } from './disconnect-reason.ts'
import type { MediaKind, Source } from './source.ts'

/**
 * What an adapter may report. Facts are level-triggered upserts wherever possible: "this is so now", with all that is
 * known. Repeating one is harmless; `undefined` means unknown, never a guess. Facts about one entity keep their order;
 * facts about different entities may interleave freely, and facts of a finished presence or track may come at any later
 * time: core drops them.
 *
 * Keys (`participant`, `track`) are the adapter's: one per presence (a rejoin is a new key) and one per track binding (a
 * re-published or replaced track is a new key), never reused within a session. Core mints the ids that apps see.
 */
export type Fact =
  | ConnectionChangedFact
  | RosterSyncedFact
  | ParticipantPresentFact
  | ParticipantGoneFact
  | TrackPresentFact
  | TrackGoneFact
  | SpeakersChangedFact
  | QualityChangedFact
  | MessageReceivedFact
  | SourceRefusedFact
  | AudioBlockedFact
  | RecordingChangedFact
  | CaptionReceivedFact
  | WarningRaisedFact

export type FactType = Fact['type']

/**
 * The connection to the vendor. `reconnecting` when the SDK says it lost signaling or media and is trying, before the
 * goodbyes that follow from it (`goodbyesLast` where a vendor says them first); `disconnected` is terminal for this join.
 * Report `connected` when a reconnect is over, and `roster-synced` after it.
 */
export type ConnectionChangedFact = { readonly type: 'connection-changed' } & (
  | { readonly state: 'connected' }
  /** Reported again when what is lost changes. */
  | { readonly state: 'reconnecting'; readonly lost?: WithRaw<ConnectionLoss> }
  | { readonly state: 'disconnected'; readonly reason: WithRaw<DisconnectReason> }
)

/**
 * The vendor's burst of "who is here and what do they publish" is over: after joining, after a reconnect, and after
 * `refresh()`. `present` lists every remote presence key that exists now, so that core can tell who did not come back. A
 * barrier: reported after the facts of everybody it lists and before those of later arrivals.
 */
export interface RosterSyncedFact {
  readonly type: 'roster-synced'
  readonly present: readonly string[]
}

export interface ParticipantPresentFact {
  readonly type: 'participant-present'
  /** Presence key. */
  readonly participant: string
  /** Stable id of the person, from the grant; several presences may share one where the vendor allows it. */
  readonly identity: string
  readonly displayName?: string
  readonly role?: string
  /** Free text the vendor keeps with the participant. */
  readonly metadata?: string
  /** Vendor's join time, Unix ms. */
  readonly joinedAt?: number
  /** Vendor ids and other extras, shown under `participant.vendor`. */
  readonly vendor?: Readonly<Record<string, unknown>>
}

/** From `reconnecting` to `roster-synced` core holds it: the participant is `away`, and has left after 15 s, for this reason. */
export interface ParticipantGoneFact {
  readonly type: 'participant-gone'
  readonly participant: string
  readonly reason?: WithRaw<DisconnectReason>
}

/**
 * A remote track exists. Send it again whenever one of its fields changes. A camera or microphone that is muted and one
 * that is unpublished are the same to apps (`off`), so an adapter may report either.
 */
export interface TrackPresentFact {
  readonly type: 'track-present'
  /** Binding key. */
  readonly track: string
  readonly participant: string
  readonly source: Source
  readonly kind: MediaKind
  readonly muted: boolean
  /** Media that can be played now; `null` while not subscribed. */
  readonly media: MediaStreamTrack | null
  /** The network or the vendor's bandwidth control stopped the media for now. */
  readonly paused?: boolean
  readonly vendor?: Readonly<Record<string, unknown>>
}

export interface TrackGoneFact {
  readonly type: 'track-gone'
  readonly track: string
}

/** Who speaks, loudest first. `self` stands for the local participant. Level is linear 0..1, if known. */
export interface SpeakersChangedFact {
  readonly type: 'speakers-changed'
  readonly speakers: readonly { readonly participant: string | 'self'; readonly level?: number }[]
}

/** 0 lost, 1 bad, 2 poor, 3 fair, 4 good, 5 excellent, `null` unknown. */
export type NetworkQuality = 0 | 1 | 2 | 3 | 4 | 5 | null

export interface QualityChangedFact {
  readonly type: 'quality-changed'
  readonly participant: string | 'self'
  readonly quality: WithRaw<NetworkQuality>
}

/**
 * One packet of another participant; framing above it is core's. The sender comes from the transport, never the payload. A
 * packet may come before the `participant-present` of its sender: core keeps it until then.
 */
export interface MessageReceivedFact {
  readonly type: 'message-received'
  readonly participant: string
  readonly packet: Uint8Array
}

/** The vendor or the server turned a local source off (server mute, revoked permission, failed publication). */
export interface SourceRefusedFact {
  readonly type: 'source-refused'
  readonly source: Source
  readonly cause: unknown
}

/**
 * Where the SDK plays the voices (`audioPlayback: 'adapter'`): the browser blocks them until `speaker.resume()` runs in a
 * gesture, or no longer does.
 */
export interface AudioBlockedFact {
  readonly type: 'audio-blocked'
  readonly blocked: boolean
}

/** The vendor says that the room is being recorded. The control plane's word wins where both speak. */
export interface RecordingChangedFact {
  readonly type: 'recording-changed'
  readonly active: boolean
  readonly raw?: unknown
}

export interface CaptionReceivedFact {
  readonly type: 'caption-received'
  /** Key of one utterance; later facts of the same key replace its text. */
  readonly caption: string
  readonly participant: string | 'self'
  readonly text: string
  readonly final: boolean
  /** BCP 47. */
  readonly language?: string
}

/** Something an engineer should know and a user need not. `message` holds no personal data. */
export interface WarningRaisedFact {
  readonly type: 'warning-raised'
  readonly code: string
  readonly message: string
  readonly raw?: unknown
}
