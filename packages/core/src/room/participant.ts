import type { ParticipantSnapshot } from '../state/room-snapshot.ts'
import type { RoomHandles } from './room-handles.ts'
import type { Track } from './track.ts'

/**
 * A remote participant. The object stays the same for as long as the person is in the room, also over reconnects; its
 * fields read the room's current state, and keep the last one after they left.
 */
export class Participant {
  readonly id: string
  /** Stable id of the person, from the grant. */
  readonly identity: string
  /** Was in the room before us. */
  readonly initial: boolean
  readonly #handles: RoomHandles
  #last: ParticipantSnapshot

  constructor(handles: RoomHandles, snapshot: ParticipantSnapshot) {
    this.id = snapshot.id
    this.identity = snapshot.identity
    this.initial = snapshot.initial
    this.#handles = handles
    this.#last = snapshot
  }

  get snapshot(): ParticipantSnapshot {
    this.#last = this.#handles.participantRecord(this.id)?.snapshot ?? this.#last
    return this.#last
  }

  get displayName(): string | undefined {
    return this.snapshot.displayName
  }

  get role(): string | undefined {
    return this.snapshot.role
  }

  /** `off` for muted and for never published alike. */
  get camera(): 'live' | 'off' {
    return this.snapshot.camera
  }

  get microphone(): 'live' | 'off' {
    return this.snapshot.microphone
  }

  /** `away`: missing since our own reconnect, for 15 s at most. */
  get presence(): 'here' | 'away' {
    return this.snapshot.presence
  }

  get tracks(): readonly Track[] {
    return this.snapshot.tracks.map(this.#handles.track)
  }

  /** Room keeps the last state here when the participant leaves. */
  remember(snapshot: ParticipantSnapshot): void {
    this.#last = snapshot
  }
}
