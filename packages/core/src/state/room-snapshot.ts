import type { ConnectionLoss } from '../adapter/connection-loss.ts'
import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import type { NetworkQuality } from '../adapter/fact.ts'
import type { MediaKind, Source } from '../adapter/source.ts'
import type { Admission, ChannelRecording, WaitingPerson } from '../protocol/channel-message.ts'
import type { ComplianceStamp } from '../protocol/compliance-stamp.ts'
import type { Permission } from '../protocol/permission.ts'
import type { LocalSourceSnapshot } from './local-source-snapshot.ts'

/**
 * `idle` → `joining` (→ `waiting` in the lobby → `joining`) → `connected` ⇄ `reconnecting` → `disconnected`. A room can be
 * joined again from `disconnected`.
 */
export type ConnectionState = 'idle' | 'joining' | 'waiting' | 'connected' | 'reconnecting' | 'disconnected'

export interface ConnectionSnapshot {
  readonly state: ConnectionState
  /** Why it is `disconnected`; `null` otherwise. */
  readonly reason: WithRaw<DisconnectReason> | null
  /** What it lacks while it is `reconnecting`; `null` otherwise, and where the provider does not tell. */
  readonly lost: WithRaw<ConnectionLoss> | null
  /** Unix ms at which this state began. */
  readonly since: number
}

/** One track of a remote participant. Ids are core's and stay the same over mutes, replacements and reconnects. */
export interface TrackSnapshot {
  readonly id: string
  readonly participantId: string
  readonly source: Source
  readonly kind: MediaKind
  /** The far side sees it off: muted, or unpublished for the moment. */
  readonly muted: boolean
  /** It is received: its media plays now, or did until it was muted. `false` before that, and after `setSubscribed(false)`. */
  readonly subscribed: boolean
  /** The network or the vendor stopped the media for now; not the participant's doing. */
  readonly paused: boolean
  /** Rises by one each time another vendor track takes over. */
  readonly generation: number
  /** Vendor extras, under the vendor's id. */
  readonly vendor: Readonly<Record<string, unknown>>
}

/** One remote participant. */
export interface ParticipantSnapshot {
  readonly id: string
  readonly identity: string
  readonly displayName: string | undefined
  readonly role: string | undefined
  readonly metadata: string | undefined
  /** Was in the room before us. */
  readonly initial: boolean
  /** Unix ms, vendor's if it tells, else when core learned of them. */
  readonly joinedAt: number
  /** `away`: missing since our own reconnect, for 15 s at most; may come back as the same participant. */
  readonly presence: 'here' | 'away'
  /** Neutral state: `off` for muted and for never published alike. */
  readonly camera: 'live' | 'off'
  readonly microphone: 'live' | 'off'
  readonly tracks: readonly TrackSnapshot[]
  readonly quality: WithRaw<NetworkQuality>
  readonly vendor: Readonly<Record<string, unknown>>
}

/** The local participant. */
export interface SelfSnapshot {
  readonly identity: string | null
  /** As others see it, from the grant. */
  readonly displayName: string | undefined
  readonly role: string | null
  readonly permissions: readonly Permission[]
  readonly quality: WithRaw<NetworkQuality>
  readonly camera: LocalSourceSnapshot
  readonly microphone: LocalSourceSnapshot
  readonly screen: LocalSourceSnapshot
  readonly screenAudio: LocalSourceSnapshot
  /** By name, without the `custom:` prefix. */
  readonly custom: Readonly<Record<string, LocalSourceSnapshot>>
}

export interface SpeakerSnapshot {
  /** Participant id, or `self`. */
  readonly participantId: string | 'self'
  /** Linear 0..1, or `null` if unknown. */
  readonly level: number | null
}

export interface AudioOnlySnapshot {
  readonly active: boolean
  /** `app`: asked for. `network`: core fell back on a bad line and returns by itself. */
  readonly cause: 'app' | 'network' | null
}

/** State of the lobby for this person, and of the people who wait for those who may admit. */
export interface LobbySnapshot {
  /** `null` without a control plane. */
  readonly admission: Admission | null
  readonly waiting: readonly WaitingPerson[]
}

export interface RecordingSnapshot extends ChannelRecording {
  /** The vendor's own word, where the vendor says it and not the control plane. */
  readonly raw?: unknown
}

/**
 * Everything true of a room at one moment. Immutable and structurally shared: a part that did not change is the same
 * object in the next snapshot. Levels and stats are not here; see `room.meters`.
 */
export interface RoomSnapshot {
  readonly name: string
  readonly provider: string | null
  readonly connection: ConnectionSnapshot
  readonly self: SelfSnapshot
  /** Remote participants in the order they became known. */
  readonly participants: readonly ParticipantSnapshot[]
  /** Loudest first. */
  readonly activeSpeakers: readonly SpeakerSnapshot[]
  readonly lobby: LobbySnapshot
  readonly recording: RecordingSnapshot
  readonly compliance: ComplianceStamp | null
  /** Opaque id of this use of the room, the same in the server's log lines; `null` before the grant, or if it has none. */
  readonly trace: string | null
  readonly devices: readonly DeviceSnapshot[]
  readonly audio: { readonly blocked: boolean }
  readonly audioOnly: AudioOnlySnapshot
}

/** A device as `enumerateDevices` tells it; label is empty until the user allowed a capture. */
export interface DeviceSnapshot {
  readonly deviceId: string
  readonly kind: 'audioinput' | 'videoinput' | 'audiooutput'
  readonly label: string
}
