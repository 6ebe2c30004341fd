import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import type { NetworkQuality, ParticipantPresentFact, SpeakersChangedFact, TrackPresentFact } from '../adapter/fact.ts'
import type { ChannelRecording, RoomMember } from '../protocol/channel-message.ts'
import type { ComplianceStamp } from '../protocol/compliance-stamp.ts'
import { offSource } from './local-source-snapshot.ts'
import type {
  AudioOnlySnapshot,
  ConnectionSnapshot,
  DeviceSnapshot,
  LobbySnapshot,
  ParticipantSnapshot,
  RecordingSnapshot,
  RoomSnapshot,
  SelfSnapshot,
  SpeakerSnapshot,
  TrackSnapshot,
} from './room-snapshot.ts'
import { ShardedMap } from './sharded-map.ts'

/** One neutral track with the vendor's bindings behind it. */
export interface TrackRecord {
  readonly snapshot: TrackSnapshot
  /** Camera and microphone are announced when first live, so that "muted" and "never published" look the same. */
  readonly published: boolean
  /** Media of the current binding. */
  readonly media: MediaStreamTrack | null
  /** Had media since it was last wanted. */
  readonly received: boolean
  /** The app wants to receive it. */
  readonly wanted: boolean
  /** What the vendor says of it under each key, now or a moment ago. The last one is the current one. */
  readonly bindings: readonly TrackPresentFact[]
  /** Key of the binding that was current last; another one is a new generation. */
  readonly currentKey: string
  /** Its binding went away in a reconnect; what it was is shown until the roster is known again. */
  readonly held: boolean
}

/** One neutral participant with the vendor's presence behind it. */
export interface ParticipantRecord {
  readonly snapshot: ParticipantSnapshot
  /** Rises with each participant; gives the order. */
  readonly index: number
  /** Current presence key. */
  readonly key: string
  /** Number of the resync in which the vendor last reported it. */
  readonly confirmed: number
  readonly tracks: readonly TrackRecord[]
}

/** A presence key leads to a participant, or is a tombstone with the reason of its end. */
export type PresenceRecord =
  | { readonly participantId: string }
  | { readonly participantId: null; readonly reason: ParticipantLeftReason }

export type ParticipantLeftReason = WithRaw<DisconnectReason>

/** Everything core knows of a room. Apps see the part that `toRoomSnapshot` shows. */
export interface RoomState {
  readonly name: string
  /** Number of the current join. */
  readonly epoch: number
  readonly provider: string | null
  readonly connection: ConnectionSnapshot
  readonly sessionOpened: boolean
  readonly rosterSynced: boolean
  /** A reconnect or refresh is under way: the next `roster-synced` is the truth. */
  readonly resyncing: boolean
  readonly resyncCount: number
  /** Unix ms at which people who are away count as left. */
  readonly awayUntil: number | null
  readonly participants: ShardedMap<ParticipantRecord>
  readonly presences: ShardedMap<PresenceRecord>
  /** Binding key → participant id; `null` is a tombstone. */
  readonly bindings: ShardedMap<string | null>
  /** Tracks that came before their participant, by presence key. */
  readonly parked: ShardedMap<readonly TrackPresentFact[]>
  /** Presences whose participant was found again under another key in a reconnect, until the roster tells more. */
  readonly displaced: readonly ParticipantPresentFact[]
  readonly nextIndex: number
  readonly speakerFacts: SpeakersChangedFact['speakers']
  readonly speakers: readonly SpeakerSnapshot[]
  readonly self: SelfSnapshot
  readonly lobby: LobbySnapshot
  readonly channelSeq: number
  /** Whom the control plane has admitted, by identity. */
  readonly members: ReadonlyMap<string, RoomMember>
  readonly channelRecording: ChannelRecording
  readonly vendorRecording: RecordingSnapshot
  readonly compliance: ComplianceStamp | null
  readonly trace: string | null
  readonly devices: readonly DeviceSnapshot[]
  readonly audio: RoomSnapshot['audio']
  readonly audioOnly: AudioOnlySnapshot
}

export const unknownQuality: WithRaw<NetworkQuality> = Object.freeze({ unified: null, raw: null })
export const unknownReason: ParticipantLeftReason = Object.freeze({ unified: 'unknown', raw: undefined })
export const notRecording: ChannelRecording = Object.freeze({ active: false, since: null })

/** The part of the state that one session fills and the next one starts without. */
export const freshSession = {
  sessionOpened: false,
  rosterSynced: false,
  resyncing: false,
  resyncCount: 0,
  awayUntil: null,
  participants: ShardedMap.empty<ParticipantRecord>(),
  presences: ShardedMap.empty<PresenceRecord>(),
  bindings: ShardedMap.empty<string | null>(),
  parked: ShardedMap.empty<readonly TrackPresentFact[]>(),
  displaced: [],
  speakerFacts: [],
  speakers: [],
  vendorRecording: notRecording,
} satisfies Partial<RoomState>

/** The part of the state that each join starts with; what it learns is readable until the next one. */
export const freshJoin = {
  ...freshSession,
  provider: null,
  lobby: { admission: null, waiting: [] },
  channelSeq: -1,
  members: new Map<string, RoomMember>(),
  compliance: null,
  trace: null,
} satisfies Partial<RoomState>

export function initialRoomState(name: string): RoomState {
  return {
    ...freshJoin,
    name,
    epoch: 0,
    connection: { state: 'idle', reason: null, lost: null, since: 0 },
    nextIndex: 1,
    self: {
      identity: null,
      displayName: undefined,
      role: null,
      permissions: [],
      quality: unknownQuality,
      camera: offSource,
      microphone: offSource,
      screen: offSource,
      screenAudio: offSource,
      custom: {},
    },
    channelRecording: notRecording,
    devices: [],
    audio: { blocked: false },
    audioOnly: { active: false, cause: null },
  }
}

/** Participants that apps may know of: nobody is announced before the join is complete. */
export function visibleParticipants(state: RoomState): ShardedMap<ParticipantRecord> {
  const { state: connection } = state.connection
  return connection === 'connected' || connection === 'reconnecting' ? state.participants : freshSession.participants
}

/** The participant behind a presence key, unless that is unknown or finished. */
export function participantOf(state: RoomState, key: string): ParticipantRecord | undefined {
  return state.participants.get(state.presences.get(key)?.participantId ?? '')
}

export function withParticipant(state: RoomState, record: ParticipantRecord): RoomState {
  return { ...state, participants: state.participants.set(record.snapshot.id, record) }
}
