import type { ParticipantSnapshot, TrackSnapshot } from '../state/room-snapshot.ts'
import type { ParticipantRecord, RoomState, TrackRecord } from '../state/room-state.ts'
import { visibleParticipants } from '../state/room-state.ts'
import { Participant, type ParticipantHost } from './participant.ts'
import { Track, type TrackHost } from './track.ts'

/** The one object per participant and per track that apps hold on to. */
export class RoomHandles implements ParticipantHost {
  readonly #state: () => RoomState
  readonly #host: TrackHost
  readonly #participants = new Map<string, Participant>()
  readonly #tracks = new Map<string, Track>()

  constructor(state: () => RoomState, host: TrackHost) {
    this.#state = state
    this.#host = host
  }

  participantRecord(id: string): ParticipantRecord | undefined {
    return visibleParticipants(this.#state()).get(id)
  }

  trackRecord(participantId: string, id: string): TrackRecord | undefined {
    return this.participantRecord(participantId)?.tracks.find(({ snapshot }) => snapshot.id === id)
  }

  participantSnapshot(id: string): ParticipantSnapshot | undefined {
    return this.participantRecord(id)?.snapshot
  }

  participant(snapshot: ParticipantSnapshot): Participant {
    return upsert(this.#participants, snapshot, () => new Participant(this, snapshot))
  }

  track(snapshot: TrackSnapshot): Track {
    return upsert(this.#tracks, snapshot, () => new Track(this.#host, snapshot))
  }

  participantById(id: string): Participant | undefined {
    return this.#participants.get(id)
  }

  trackHandle(snapshot: TrackSnapshot): Track {
    return this.track(snapshot)
  }

  forgetParticipant(id: string): void {
    this.#participants.delete(id)
  }

  forgetTrack(id: string): void {
    this.#tracks.delete(id)
  }
}

function upsert<S extends { readonly id: string }, H extends { remember(snapshot: S): void }>(
  handles: Map<string, H>,
  snapshot: S,
  create: () => H,
): H {
  let handle = handles.get(snapshot.id)
  if (handle === undefined) {
    handle = create()
    handles.set(snapshot.id, handle)
  }
  handle.remember(snapshot)
  return handle
}
