import type { MediaKind, Source } from '../adapter/source.ts'
import type { TrackSnapshot } from '../state/room-snapshot.ts'
import type { Participant } from './participant.ts'
import type { RoomHandles } from './room-handles.ts'

/** What can be done with a track, by its room. */
export interface TrackActs {
  attach(trackId: string, element: HTMLMediaElement): () => void
  setSubscribed(track: TrackSnapshot, subscribed: boolean): Promise<void>
  setPreferredSize(track: TrackSnapshot, size: { readonly width: number; readonly height: number } | null): void
}

/**
 * A remote track. The object stays the same over mutes, replacements and reconnects; its fields read the room's current
 * state, and keep the last one after the track is gone.
 */
export class Track {
  readonly id: string
  readonly kind: MediaKind
  readonly source: Source
  readonly #handles: RoomHandles
  #last: TrackSnapshot

  constructor(handles: RoomHandles, snapshot: TrackSnapshot) {
    this.id = snapshot.id
    this.kind = snapshot.kind
    this.source = snapshot.source
    this.#handles = handles
    this.#last = snapshot
  }

  get snapshot(): TrackSnapshot {
    this.#last = this.#handles.trackRecord(this.#last)?.snapshot ?? this.#last
    return this.#last
  }

  /** Whose track it is; `undefined` once they left. */
  get participant(): Participant | undefined {
    return this.#handles.participants.get(this.snapshot.participantId)
  }

  get muted(): boolean {
    return this.snapshot.muted
  }

  get subscribed(): boolean {
    return this.snapshot.subscribed
  }

  get paused(): boolean {
    return this.snapshot.paused
  }

  /** The current media, for code that draws or measures; changes with each `generation`. */
  get mediaStreamTrack(): MediaStreamTrack | null {
    return this.#handles.trackRecord(this.snapshot)?.media ?? null
  }

  /**
   * Shows a video track in an element, now and whenever its media changes, until the returned function is called. Remote
   * audio plays by itself: attaching an audio track is not needed.
   */
  attach(element: HTMLMediaElement): () => void {
    return this.#handles.attach(this.id, element)
  }

  /** @throws TelevidError `unsupported` where the provider cannot choose per track */
  setSubscribed(subscribed: boolean): Promise<void> {
    return this.#handles.setSubscribed(this.snapshot, subscribed)
  }

  /** A hint how large the video is shown, in CSS pixels; `null` for not shown. Ignored where the provider has no such hint. */
  setPreferredSize(size: { readonly width: number; readonly height: number } | null): void {
    this.#handles.setPreferredSize(this.snapshot, size)
  }

  /** Room keeps the last state here when the track goes. */
  remember(snapshot: TrackSnapshot): void {
    this.#last = snapshot
  }
}
