/** Every track core has made and not ended yet; the output of a processor with the way to stop that processor. */
export class OwnedTracks {
  readonly #tracks = new Map<MediaStreamTrack, AbortController | undefined>()
  readonly #ended: ((track: MediaStreamTrack) => void) | undefined

  /** @param ended told of each track that is ended here */
  constructor(ended?: (track: MediaStreamTrack) => void) {
    this.#ended = ended
  }

  get size(): number {
    return this.#tracks.size
  }

  add(track: MediaStreamTrack, processor?: AbortController): MediaStreamTrack {
    this.#tracks.set(track, processor)
    return track
  }

  end(track: MediaStreamTrack): void {
    this.#tracks.get(track)?.abort()
    this.#tracks.delete(track)
    track.stop()
    this.#ended?.(track)
  }

  /** Ends all but those. */
  keepOnly(...kept: readonly (MediaStreamTrack | null)[]): void {
    for (const track of [...this.#tracks.keys()]) if (!kept.includes(track)) this.end(track)
  }
}
