import { TelevidError } from '../error/televid-error.ts'
import type { LevelProbe, MediaEnvironment } from '../local/media-environment.ts'
import { FakeMediaDevices, type FakeMediaDevicesOptions } from './fake-media-devices.ts'

/** As much of a media element as core touches. */
export class FakeMediaElement {
  srcObject: MediaStream | null = null
  muted = false
  autoplay = false
  playsInline = false
  volume = 1
  sinkId = ''
  /** A `play()` that was allowed. */
  playing = false
  removed = false
  readonly #environment: FakeMediaEnvironment

  constructor(environment: FakeMediaEnvironment) {
    this.#environment = environment
  }

  /** The one track it shows or plays. */
  get track(): MediaStreamTrack | null {
    return this.srcObject?.getTracks()[0] ?? null
  }

  async play(): Promise<void> {
    if (this.#environment.autoplayBlocked && !this.muted) throw new DOMException('', 'NotAllowedError')
    this.playing = true
  }

  async setSinkId(deviceId: string): Promise<void> {
    const devices = await this.#environment.devices.enumerateDevices()
    const known = devices.some((device) => device.kind === 'audiooutput' && device.deviceId === deviceId)
    if (deviceId && !known) throw new DOMException('', 'NotFoundError')
    this.sinkId = deviceId
  }

  remove(): void {
    this.removed = true
    this.#environment.audioElements.delete(this)
  }
}

/** A browser page without a browser: fake devices, visibility, elements and the autoplay rule. */
export class FakeMediaEnvironment implements MediaEnvironment {
  readonly devices: FakeMediaDevices
  /** Elements core made for remote audio and has not removed. */
  readonly audioElements = new Set<FakeMediaElement>()
  /** Audio tracks core listens to for their level. */
  readonly probed = new Set<MediaStreamTrack>()
  /** What every microphone reads, 0..1. */
  level = 0
  /** What the user decided, as the browser tells it; what `getUserMedia` does is scripted with `devices.fail`. */
  readonly permissions: Record<'audio' | 'video', PermissionState> = { audio: 'prompt', video: 'prompt' }
  secure = true
  /** What the platform says of itself; `oneCaptureAtATime` of the devices is what it really does. */
  phone = false
  autoplayBlocked = false
  readonly #onVisible = new Set<() => void>()
  #visible = true

  constructor(options: FakeMediaDevicesOptions = {}) {
    this.devices = new FakeMediaDevices(options)
  }

  get visibilityListeners(): number {
    return this.#onVisible.size
  }

  setVisible(visible: boolean): void {
    this.#visible = visible
    if (visible) for (const callback of [...this.#onVisible]) callback()
  }

  /** A `<video>` of the app. */
  createElement(): HTMLVideoElement & FakeMediaElement {
    return new FakeMediaElement(this) as unknown as HTMLVideoElement & FakeMediaElement
  }

  mediaDevices(): FakeMediaDevices {
    if (this.secure) return this.devices
    throw new TelevidError('insecure-context', 'The fake page is not secure. Set `secure` to true.')
  }

  async permission(kind: 'audio' | 'video'): Promise<PermissionState> {
    return this.permissions[kind]
  }

  exclusiveCapture(): boolean {
    return this.phone
  }

  visible(): boolean {
    return this.#visible
  }

  onVisible(callback: () => void): () => void {
    this.#onVisible.add(callback)
    return () => this.#onVisible.delete(callback)
  }

  createStream(track: MediaStreamTrack): MediaStream {
    // A document made for tests may have the class, as happy-dom does, and then takes nothing else as `srcObject`.
    const stream: object = typeof MediaStream === 'function' ? Object.create(MediaStream.prototype) : {}
    return Object.defineProperty(stream, 'getTracks', { value: () => [track] }) as MediaStream
  }

  createLevelProbe(track: MediaStreamTrack): LevelProbe {
    this.probed.add(track)
    return {
      read: () => this.level,
      close: () => {
        this.probed.delete(track)
      },
    }
  }

  createAudio(): HTMLAudioElement {
    const element = new FakeMediaElement(this)
    this.audioElements.add(element)
    return element as unknown as HTMLAudioElement
  }
}
