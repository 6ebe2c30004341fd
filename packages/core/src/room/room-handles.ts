import type { ParticipantSnapshot, TrackSnapshot } from '../state/room-snapshot.ts'
import { type ParticipantRecord, type RoomState, type TrackRecord, visibleParticipants } from '../state/room-state.ts'
import { Participant } from './participant.ts'
import { Track, type TrackActs } from './track.ts'

/** What a participant or track handle needs of its room. */
export interface RoomHandles extends TrackActs {
  readonly participants: Map<string, Participant>
  readonly tracks: Map<string, Track>
  /** The participant now, or `undefined` once it is gone. */
  participantRecord(id: string): ParticipantRecord | undefined
  trackRecord(track: TrackSnapshot): TrackRecord | undefined
  /** The one object per participant that apps hold on to. */
  participant(snapshot: ParticipantSnapshot): Participant
  track(snapshot: TrackSnapshot): Track
}

export function createRoomHandles(state: () => RoomState, acts: TrackActs): RoomHandles {
  const participants = new Map<string, Participant>()
  const tracks = new Map<string, Track>()
  const handles: RoomHandles = {
    ...acts,
    participants,
    tracks,
    participantRecord: (id) => visibleParticipants(state()).get(id),
    trackRecord: ({ id, participantId }) =>
      handles.participantRecord(participantId)?.tracks.find(({ snapshot }) => snapshot.id === id),
    participant: (snapshot) => handleOf(participants, snapshot, () => new Participant(handles, snapshot)),
    track: (snapshot) => handleOf(tracks, snapshot, () => new Track(handles, snapshot)),
  }
  return handles
}

function handleOf<S extends { readonly id: string }, H extends { remember(snapshot: S): void }>(
  known: Map<string, H>,
  snapshot: S,
  create: () => H,
): H {
  const handle = known.get(snapshot.id) ?? create()
  known.set(snapshot.id, handle)
  handle.remember(snapshot)
  return handle
}
