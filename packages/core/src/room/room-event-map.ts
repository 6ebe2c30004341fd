import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import type { TelevidError } from '../error/televid-error.ts'
import type { PlainEventMap, TrackEventType } from '../state/room-event.ts'
import type { Participant } from './participant.ts'
import type { Track } from './track.ts'

/** A whole message of another participant. `payload` comes from another browser: check its shape. */
export interface RoomMessage {
  readonly participant: Participant
  readonly topic: string
  /** What the sender passed: bytes stay bytes, anything else was sent as JSON. */
  readonly kind: 'bytes' | 'json'
  readonly payload: unknown
}

export interface Caption {
  /** The same for every version of one utterance. */
  readonly id: string
  readonly participantId: string | 'self'
  readonly text: string
  readonly final: boolean
  readonly language: string | undefined
}

/** Given to the app when video and even audio do not get through; see `RoomOptions.onPhoneFallback`. */
export interface PhoneFallback {
  readonly room: string
  /** Identities of everybody in the call, oneself included, so that the phone call has the same roster. */
  readonly participants: readonly string[]
}

/**
 * Events of a room, each delivered after the snapshot that explains it is readable. Everybody found on entry is announced
 * like later arrivals, with `participant.initial`.
 */
export interface RoomEventMap extends PlainEventMap, TrackEventMap {
  participantJoined: [participant: Participant]
  participantUpdated: [participant: Participant]
  participantLeft: [participant: Participant, reason: WithRaw<DisconnectReason>]
  messageReceived: [message: RoomMessage]
  captionReceived: [caption: Caption]
  /** For engineers; a user need not see it. */
  warning: [warning: { readonly code: string; readonly message: string; readonly raw: unknown }]
  /** Something that failed in the background, with no call to reject. */
  error: [error: TelevidError]
}

type TrackPayload = [track: Track, participant: Participant]

export interface TrackEventMap extends Record<TrackEventType, TrackPayload> {
  /** Media can be played: attach a video track; remote audio plays by itself. */
  trackSubscribed: TrackPayload
  /** The media behind a track is another one; attached elements follow by themselves. */
  trackReplaced: TrackPayload
}
