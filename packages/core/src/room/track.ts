import type { MediaKind, Source } from '../adapter/source.ts'
import type { TrackSnapshot } from '../state/room-snapshot.ts'
import type { Participant } from './participant.ts'

/** What a track handle needs of its room. */
export interface TrackHost {
  /** The track now, or `undefined` once it is gone. */
  trackSnapshot(participantId: string, id: string): TrackSnapshot | undefined
  participant(id: string): Participant | undefined
  attach(trackId: string, element: HTMLMediaElement): () => void
  setSubscribed(participantId: string, trackId: string, subscribed: boolean): Promise<void>
  setPreferredSize(
    participantId: string,
    trackId: string,
    size: { readonly width: number; readonly height: number } | null,
  ): void
  mediaStreamTrack(participantId: string, trackId: string): MediaStreamTrack | null
}

/**
 * A remote track. The object stays the same over mutes, replacements and reconnects; its fields read the room's current
 * state, and keep the last one after the track is gone.
 */
export class Track {
  readonly id: string
  readonly kind: MediaKind
  readonly source: Source
  readonly #host: TrackHost
  #last: TrackSnapshot

  constructor(host: TrackHost, snapshot: TrackSnapshot) {
    this.id = snapshot.id
    this.kind = snapshot.kind
    this.source = snapshot.source
    this.#host = host
    this.#last = snapshot
  }

  get snapshot(): TrackSnapshot {
    this.#last = this.#host.trackSnapshot(this.#last.participantId, this.id) ?? this.#last
    return this.#last
  }

  /** Whose track it is; `undefined` once they left. */
  get participant(): Participant | undefined {
    return this.#host.participant(this.#last.participantId)
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
    return this.#host.mediaStreamTrack(this.#last.participantId, this.id)
  }

  /**
   * Shows a video track in an element, now and whenever its media changes, until the returned function is called. Remote
   * audio plays by itself: attaching an audio track is not needed.
   */
  attach(element: HTMLMediaElement): () => void {
    return this.#host.attach(this.id, element)
  }

  /** @throws TelevidError `unsupported` where the provider cannot choose per track */
  setSubscribed(subscribed: boolean): Promise<void> {
    return this.#host.setSubscribed(this.#last.participantId, this.id, subscribed)
  }

  /** A hint how large the video is shown, in CSS pixels; `null` for not shown. Ignored where the provider has no such hint. */
  setPreferredSize(size: { readonly width: number; readonly height: number } | null): void {
    this.#host.setPreferredSize(this.#last.participantId, this.id, size)
  }

  /** Room keeps the handle's last state when the track goes. */
  remember(snapshot: TrackSnapshot): void {
    this.#last = snapshot
  }
}
