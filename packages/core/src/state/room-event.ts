import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import type { Source } from '../adapter/source.ts'
import type { LocalSourceSnapshot } from './local-source-snapshot.ts'
import type { ParticipantSnapshot, RoomSnapshot, SpeakerSnapshot, TrackSnapshot } from './room-snapshot.ts'

/** Events whose payload apps get as it is. */
export interface PlainEventMap {
  connectionChanged: [connection: RoomSnapshot['connection']]
  /** The session is over; also the last `connectionChanged`. */
  disconnected: [reason: WithRaw<DisconnectReason>]
  /** Loudest first; derived while somebody listens where the provider does not tell. */
  activeSpeakersChanged: [speakers: readonly SpeakerSnapshot[]]
  qualityChanged: [participantId: string | 'self', quality: ParticipantSnapshot['quality']]
  localSourceChanged: [source: Source, value: LocalSourceSnapshot]
  selfChanged: [self: RoomSnapshot['self']]
  devicesChanged: [devices: RoomSnapshot['devices']]
  lobbyChanged: [lobby: RoomSnapshot['lobby']]
  recordingChanged: [recording: RoomSnapshot['recording']]
  complianceChanged: [compliance: RoomSnapshot['compliance']]
  /** `true`: the browser blocks sound until `room.audio.resume()` runs in a click or tap. */
  audioPlaybackChanged: [blocked: boolean]
  audioOnlyChanged: [audioOnly: RoomSnapshot['audioOnly']]
}

type PlainEvent = {
  [E in keyof PlainEventMap]: { readonly type: E; readonly payload: PlainEventMap[E] }
}[keyof PlainEventMap]

export type TrackEventType =
  | 'trackPublished'
  | 'trackSubscribed'
  | 'trackMuted'
  | 'trackUnmuted'
  | 'trackPaused'
  | 'trackResumed'
  | 'trackReplaced'
  | 'trackUnsubscribed'
  | 'trackUnpublished'

/**
 * What happened, derived from two states. Order for one participant is always joined → published → subscribed …
 * unsubscribed → unpublished → left, also for our own leave.
 */
export type RoomEvent =
  | PlainEvent
  | { readonly type: 'participantJoined' | 'participantUpdated'; readonly participant: ParticipantSnapshot }
  | {
      readonly type: 'participantLeft'
      readonly participant: ParticipantSnapshot
      readonly reason: WithRaw<DisconnectReason>
    }
  | { readonly type: TrackEventType; readonly track: TrackSnapshot }
