import type { DisconnectReason } from '../adapter/disconnect-reason.ts'
import type { Fact, TrackPresentFact } from '../adapter/fact.ts'
import { kindOfSource, type Source } from '../adapter/source.ts'

/** A remote participant of the fake adapter; a test plays their part. */
export class FakeRemote {
  readonly key: string
  readonly identity: string
  readonly #report: (fact: Fact) => void
  readonly #options: { readonly role?: string; readonly displayName?: string }
  readonly #tracks = new Map<string, TrackPresentFact>()
  #nextTrack = 1

  constructor(
    report: (fact: Fact) => void,
    key: string,
    identity: string,
    options: { readonly role?: string; readonly displayName?: string },
  ) {
    this.#report = report
    this.key = key
    this.identity = identity
    this.#options = options
  }

  /** Reports the participant and every track, as after a refresh. */
  present(): void {
    this.#report({ type: 'participant-present', participant: this.key, identity: this.identity, ...this.#options })
    for (const fact of this.#tracks.values()) this.#report(fact)
  }

  /** Publishes a source; returns the binding key. Publishing a source again is a new binding beside the old one. */
  publishes(source: Source, media: MediaStreamTrack | null = null, muted = false): string {
    const track = `${this.key}-track-${this.#nextTrack++}`
    const kind = kindOfSource(source) ?? 'video'
    this.#update({ type: 'track-present', track, participant: this.key, source, kind, muted, media })
    return track
  }

  mutes(track: string, muted = true): void {
    const fact = this.#tracks.get(track)
    if (fact !== undefined) this.#update({ ...fact, muted })
  }

  pauses(track: string, paused = true): void {
    const fact = this.#tracks.get(track)
    if (fact !== undefined) this.#update({ ...fact, paused })
  }

  unpublishes(track: string): void {
    this.#tracks.delete(track)
    this.#report({ type: 'track-gone', track })
  }

  sends(packet: Uint8Array): void {
    this.#report({ type: 'message-received', participant: this.key, packet })
  }

  gone(reason?: DisconnectReason): void {
    for (const track of [...this.#tracks.keys()]) this.unpublishes(track)
    const end = { type: 'participant-gone', participant: this.key } as const
    this.#report(reason === undefined ? end : { ...end, reason: { unified: reason, raw: 'fake' } })
  }

  #update(fact: TrackPresentFact): void {
    this.#tracks.set(fact.track, fact)
    this.#report(fact)
  }
}
