import type { MediaEnvironment } from '../local/media-environment.ts'

/**
 * Which elements show which media, by id. An element follows its id: when the media behind it changes or comes later, the
 * element gets it by itself. Elements are always muted here, because remote voices play through `AudioPlayback` and the
 * local microphone must not be heard.
 */
export class Attachments {
  readonly #environment: MediaEnvironment
  readonly #media = new Map<string, MediaStreamTrack>()
  /** Each attachment is its own object, so that a late detach of an earlier one changes nothing. */
  readonly #shown = new Map<HTMLMediaElement, { readonly id: string }>()

  constructor(environment: MediaEnvironment) {
    this.#environment = environment
  }

  /** Shows `id` in the element, instead of whatever it showed. The returned function detaches and may be called twice. */
  attach(id: string, element: HTMLMediaElement): () => void {
    const attachment = { id }
    this.#shown.set(element, attachment)
    element.muted = true
    element.autoplay = true
    // Without it an iPhone opens the video full screen.
    if ('playsInline' in element) element.playsInline = true
    this.#show(element, this.get(id))
    return () => {
      if (this.#shown.get(element) !== attachment) return
      this.#shown.delete(element)
      element.srcObject = null
    }
  }

  /** What is shown for an id now. */
  get(id: string): MediaStreamTrack | null {
    return this.#media.get(id) ?? null
  }

  /** Sets the media of an id; `null` clears its elements and keeps them attached. */
  set(id: string, track: MediaStreamTrack | null): void {
    if (this.get(id) === track) return
    if (track) this.#media.set(id, track)
    else this.#media.delete(id)
    for (const [element, attachment] of this.#shown) if (attachment.id === id) this.#show(element, track)
  }

  /** Starts elements that the browser did not start by itself (low-power mode); call it from a user gesture. */
  resume(): void {
    for (const [element, { id }] of this.#shown) if (this.#media.has(id)) play(element)
  }

  #show(element: HTMLMediaElement, track: MediaStreamTrack | null): void {
    element.srcObject = track ? this.#environment.createStream(track) : null
    if (track) play(element)
  }
}

/** A refused or superseded start of a muted element is no failure: `autoplay` or `resume()` starts it later. */
function play(element: HTMLMediaElement): void {
  element.play().catch(() => {})
}
