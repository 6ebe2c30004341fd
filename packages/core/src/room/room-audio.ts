import { TelevidError } from '../error/televid-error.ts'
import type { Attachments } from '../playback/attachments.ts'
import type { AudioPlayback } from '../playback/audio-playback.ts'
import { Participant } from './participant.ts'
import type { SessionGuard } from './session-guard.ts'

/** What remote voices sound like, wherever they are played: by core, or by a vendor's SDK that insists on it. */
export class RoomAudio {
  readonly #playback: AudioPlayback
  readonly #attachments: Attachments
  readonly #guard: () => SessionGuard | null
  readonly #keyOf: (participantId: string) => string | undefined

  constructor(options: {
    readonly playback: AudioPlayback
    readonly attachments: Attachments
    readonly guard: () => SessionGuard | null
    readonly keyOf: (participantId: string) => string | undefined
  }) {
    this.#playback = options.playback
    this.#attachments = options.attachments
    this.#guard = options.guard
    this.#keyOf = options.keyOf
  }

  /** Starts sound the browser blocked (`snapshot.audio.blocked`). Call it in a click or tap. */
  async resume(): Promise<void> {
    this.#attachments.resume()
    await this.#vendor()?.resume()
    await this.#playback.resume()
  }

  /** @param volume linear 0..1, of one participant or of all; both multiply */
  async setVolume(volume: number, participant?: Participant | string): Promise<void> {
    const id = participant instanceof Participant ? participant.id : participant
    this.#playback.setVolume(volume, id)
    await this.#vendor()?.setVolume(volume, id === undefined ? undefined : this.#keyOf(id))
  }

  /**
   * Plays through another loudspeaker; `''` is the system's default. What it reaches: `capabilities.speakerScope`.
   *
   * @throws TelevidError `unsupported` where browser or provider cannot choose | `device-not-found`
   */
  async setSpeaker(deviceId: string): Promise<void> {
    if (this.#guard()?.capabilities.speakerScope === 'none') {
      throw new TelevidError(
        'unsupported',
        'This provider cannot choose a loudspeaker. Choose it in the system settings.',
      )
    }
    const vendor = this.#vendor()
    if (vendor === null) await this.#playback.setSpeaker(deviceId)
    else await vendor.setSpeaker(deviceId)
  }

  #vendor() {
    const guard = this.#guard()
    return guard?.capabilities.audioPlayback === 'adapter' ? guard.facet('speaker') : null
  }
}
