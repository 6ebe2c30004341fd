import type { ParticipantSnapshot, TrackSnapshot } from '../state/room-snapshot.ts'
import type { Track } from './track.ts'

/** What a participant handle needs of its room. */
export interface ParticipantHost {
  participantSnapshot(id: string): ParticipantSnapshot | undefined
  trackHandle(snapshot: TrackSnapshot): Track
}

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
  readonly #host: ParticipantHost
  #last: ParticipantSnapshot

  constructor(host: ParticipantHost, snapshot: ParticipantSnapshot) {
    this.id = snapshot.id
    this.identity = snapshot.identity
    this.initial = snapshot.initial
    this.#host = host
    this.#last = snapshot
  }

  get snapshot(): ParticipantSnapshot {
    this.#last = this.#host.participantSnapshot(this.id) ?? this.#last
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
    return this.snapshot.tracks.map((track) => this.#host.trackHandle(track))
  }

  /** Room keeps the handle's last state when the participant leaves. */
  remember(snapshot: ParticipantSnapshot): void {
    this.#last = snapshot
  }
}
