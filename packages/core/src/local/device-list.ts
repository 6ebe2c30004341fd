import type { DeviceSnapshot, RoomInput } from '../state/room-input.ts'
import { deviceError } from './device-error.ts'
import type { MediaDevicesPart, MediaEnvironment } from './media-environment.ts'

/** The devices there are, kept up to date from the first listing until `stop()`. Never asks for permission. */
export class DeviceList {
  readonly #environment: MediaEnvironment
  readonly #report: (input: RoomInput) => void
  readonly #changed = () => void this.list().catch(() => {})
  #watched: MediaDevicesPart | null = null
  #newest = 0

  constructor(environment: MediaEnvironment, report: (input: RoomInput) => void) {
    this.#environment = environment
    this.#report = report
  }

  /** Labels and ids are empty until the user has allowed a capture. Throws `insecure-context` or `unsupported`. */
  async list(): Promise<readonly DeviceSnapshot[]> {
    const source = this.#environment.mediaDevices()
    if (!this.#watched) source.addEventListener('devicechange', this.#changed)
    this.#watched = source
    const turn = ++this.#newest
    try {
      const devices = (await source.enumerateDevices()).map(({ deviceId, kind, label }) => ({ deviceId, kind, label }))
      if (turn === this.#newest) this.#report({ type: 'devices', devices })
      return devices
    } catch (cause) {
      throw deviceError(cause, 'camera')
    }
  }

  stop(): void {
    this.#watched?.removeEventListener('devicechange', this.#changed)
    this.#watched = null
    this.#newest++
  }
}
