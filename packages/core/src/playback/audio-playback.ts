import { TelevidError } from '../error/televid-error.ts'
import { deviceError } from '../local/device-error.ts'
import type { MediaEnvironment } from '../local/media-environment.ts'
import type { RoomInput } from '../state/room-input.ts'

interface Voice {
  readonly element: HTMLAudioElement
  readonly participantId: string
  track: MediaStreamTrack
}

/**
 * Plays every remote audio track once, each through a hidden `<audio>` of its own. Not through an AudioContext: browsers
 * cancel the echo of media elements only.
 */
export class AudioPlayback {
  readonly #environment: MediaEnvironment
  readonly #report: (input: RoomInput) => void
  readonly #voices = new Map<string, Voice>()
  /** By participant; `''` is the volume of all. */
  readonly #volumes = new Map<string, number>()
  #speaker = ''
  #blocked = false

  constructor(options: { readonly environment: MediaEnvironment; readonly report: (input: RoomInput) => void }) {
    this.#environment = options.environment
    this.#report = options.report
  }

  /** Plays a track. The same id again only replaces the media. */
  add(trackId: string, track: MediaStreamTrack, participantId: string): void {
    if (this.#voices.has(trackId)) return this.replace(trackId, track)
    const voice = { element: this.#environment.createAudio(), participantId, track }
    this.#voices.set(trackId, voice)
    this.#applyVolume(voice)
    if (this.#speaker) voice.element.setSinkId(this.#speaker).catch(() => {})
    this.#load(trackId, voice)
  }

  replace(trackId: string, track: MediaStreamTrack): void {
    const voice = this.#voices.get(trackId)
    if (!voice || voice.track === track) return
    voice.track = track
    this.#load(trackId, voice)
  }

  remove(trackId: string): void {
    const element = this.#voices.get(trackId)?.element
    if (!element) return
    this.#voices.delete(trackId)
    element.srcObject = null
    element.remove()
    if (!this.#voices.size) this.#setBlocked(false)
  }

  /** Removes every track; volumes and speaker stay for the next call. */
  clear(): void {
    for (const trackId of [...this.#voices.keys()]) this.remove(trackId)
  }

  /** Linear 0..1, of one participant or of all; both multiply. Throws `invalid-argument` outside that range. */
  setVolume(volume: number, participantId = ''): void {
    if (!(volume >= 0 && volume <= 1))
      throw new TelevidError('invalid-argument', 'The volume is not from 0 to 1. Pass such a number.')
    this.#volumes.set(participantId, volume)
    for (const voice of this.#voices.values()) this.#applyVolume(voice)
  }

  /**
   * Plays through another loudspeaker; `''` is the system's default. Throws `unsupported` where the browser cannot
   * choose, or a device error; then all voices stay on the earlier one.
   */
  async setSpeaker(deviceId: string): Promise<void> {
    // A browser tells about a wrong device only when an element asks for it, and nobody may be speaking yet.
    const probe = this.#environment.createAudio()
    try {
      if (typeof probe.setSinkId !== 'function')
        throw new TelevidError('unsupported', 'This browser cannot choose a loudspeaker. Use the system settings.')
      await probe.setSinkId(deviceId)
    } catch (cause) {
      throw deviceError(cause, 'speaker')
    } finally {
      probe.remove()
    }
    this.#speaker = deviceId
    await Promise.allSettled([...this.#voices.values()].map(({ element }) => element.setSinkId(deviceId)))
  }

  /** Starts what autoplay rules held back. Call it from a click or tap; throws `invalid-state` when it still may not play. */
  async resume(): Promise<void> {
    const started = await Promise.all([...this.#voices.values()].map(({ element }) => mayPlay(element)))
    this.#setBlocked(started.includes(false))
    if (this.#blocked)
      throw new TelevidError('invalid-state', 'The browser still blocks sound. Call this from a click or tap.')
  }

  #load(trackId: string, voice: Voice): void {
    voice.element.srcObject = this.#environment.createStream(voice.track)
    void mayPlay(voice.element).then((allowed) => {
      if (!allowed && this.#voices.get(trackId) === voice) this.#setBlocked(true)
    })
  }

  #applyVolume({ element, participantId }: Voice): void {
    const volume = (this.#volumes.get('') ?? 1) * (this.#volumes.get(participantId) ?? 1)
    element.volume = volume
    // iOS ignores `volume`; silence at least works through `muted`.
    element.muted = volume === 0
  }

  #setBlocked(blocked: boolean): void {
    if (this.#blocked === blocked) return
    this.#blocked = blocked
    this.#report({ type: 'audio-playback', blocked })
  }
}

/** Only NotAllowedError is the autoplay rule; a start that other media replaced (AbortError) is none. */
async function mayPlay(element: HTMLAudioElement): Promise<boolean> {
  try {
    await element.play()
    return true
  } catch (error) {
    return (error as Error).name !== 'NotAllowedError'
  }
}
