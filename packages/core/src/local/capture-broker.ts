import type { TelevidError } from '../error/televid-error.ts'
import type { TelevidErrorCode } from '../error/televid-error-code.ts'
import { deviceError } from './device-error.ts'
import type { MediaEnvironment } from './media-environment.ts'

interface Wanted {
  readonly kind: 'audio' | 'video'
  readonly constraints: MediaTrackConstraints
  readonly resolve: (track: MediaStreamTrack) => void
  readonly reject: (error: TelevidError) => void
}

/** Failures of a combined call that one of the two devices may have caused alone. */
const attributable: ReadonlySet<TelevidErrorCode> = new Set(['device-not-found', 'device-in-use', 'device-constraints'])

/**
 * Opens devices. A camera and a microphone wanted at the same moment become one `getUserMedia` call: one prompt, and on
 * phones the only way that works every time. When one of the two is at fault the other still opens.
 */
export class CaptureBroker {
  readonly #environment: MediaEnvironment
  #wanted: Wanted[] = []

  constructor(environment: MediaEnvironment) {
    this.#environment = environment
  }

  /** Rejects with a device error (see `deviceError`). */
  open(kind: 'audio' | 'video', constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
    return new Promise((resolve, reject) => {
      if (this.#wanted.push({ kind, constraints, resolve, reject }) === 1) queueMicrotask(() => this.#flush())
    })
  }

  async #flush(): Promise<void> {
    const all = this.#wanted
    this.#wanted = []
    const [first, second] = all
    if (first && second && first.kind !== second.kind && all.length === 2 && (await this.#capture(all, true))) return
    for (const one of all) await this.#capture([one], false)
  }

  /** A refusal means both, unless the user had blocked just one: asking again would be a second question. */
  async #oneAtFault(code: TelevidErrorCode): Promise<boolean> {
    if (code !== 'permission-denied') return attributable.has(code)
    const [audio, video] = await Promise.all([
      this.#environment.permission('audio'),
      this.#environment.permission('video'),
    ])
    return (audio === 'denied') !== (video === 'denied')
  }

  /** One `getUserMedia` call. Returns false, with nothing settled, when each should be tried alone. */
  async #capture(group: readonly Wanted[], mayRetry: boolean): Promise<boolean> {
    try {
      const constraints = Object.fromEntries(group.map((one) => [one.kind, one.constraints]))
      const stream = await this.#environment.mediaDevices().getUserMedia(constraints)
      for (const track of stream.getTracks()) group.find((one) => one.kind === track.kind)?.resolve(track)
    } catch (cause) {
      const error = (one: Wanted) => deviceError(cause, one.kind === 'video' ? 'camera' : 'microphone')
      if (mayRetry && group[0] && (await this.#oneAtFault(error(group[0]).code))) return false
      for (const one of group) one.reject(error(one))
    }
    return true
  }
}
