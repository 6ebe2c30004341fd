import type { MediaDevicesPart } from '../local/media-environment.ts'
import type { DeviceSnapshot } from '../state/room-snapshot.ts'
import { FakeMediaStreamTrack, type FakeTrackOrigin } from './fake-media-devices-track.ts'

export interface FakeMediaDevicesOptions {
  /** Default: cameras `camera-1`, `camera-2`, microphones `microphone-1`, `microphone-2`, loudspeaker `speaker-1`. */
  readonly devices?: readonly DeviceSnapshot[]
  /** As on phones: a capture fails while any track of an earlier one of that kind is live. Default false. */
  readonly oneCaptureAtATime?: boolean
}

/** Names of the errors that `getUserMedia` and `getDisplayMedia` reject with. */
export type FakeDeviceFailure =
  | 'NotAllowedError'
  | 'NotFoundError'
  | 'NotReadableError'
  | 'OverconstrainedError'
  | 'AbortError'
  | 'UnknownError'

const standard = ['camera-1', 'camera-2', 'microphone-1', 'microphone-2', 'speaker-1'].map(
  (deviceId): DeviceSnapshot => ({
    deviceId,
    kind: deviceId.startsWith('camera') ? 'videoinput' : deviceId.startsWith('mic') ? 'audioinput' : 'audiooutput',
    label: deviceId,
  }),
)

/** A scripted `navigator.mediaDevices` for tests; runs in Node. */
export class FakeMediaDevices extends EventTarget implements MediaDevicesPart {
  /** Arguments of every `getUserMedia` and `getDisplayMedia` call so far. */
  readonly calls: MediaStreamConstraints[] = []
  readonly #origins = new Set<FakeTrackOrigin>()
  readonly #failures = new Map<string, FakeDeviceFailure>()
  readonly #oneAtATime: boolean
  #devices: DeviceSnapshot[]
  #prompt: Promise<void> = Promise.resolve()
  #changeListeners = 0

  constructor(options: FakeMediaDevicesOptions = {}) {
    super()
    this.#devices = [...(options.devices ?? standard)]
    this.#oneAtATime = options.oneCaptureAtATime ?? false
  }

  /** Every track ever captured, shared, cloned or made by `createTrack`. */
  get tracks(): readonly FakeMediaStreamTrack[] {
    return [...this.#origins].flatMap((origin) => [...origin.tracks])
  }

  /** Those that are not ended: none when everything is off. */
  get liveTracks(): readonly FakeMediaStreamTrack[] {
    return this.tracks.filter((track) => track.readyState === 'live')
  }

  /** How many listen to `devicechange`. */
  get changeListeners(): number {
    return this.#changeListeners
  }

  /** Makes captures that involve this kind fail until called with `null`. */
  fail(kind: 'audio' | 'video' | 'screen', failure: FakeDeviceFailure | null): void {
    if (failure) this.#failures.set(kind, failure)
    else this.#failures.delete(kind)
  }

  /** Captures wait, as for a user who has not answered the prompt, until the returned function is called. */
  holdPrompt(): () => void {
    let answer = () => {}
    this.#prompt = new Promise((resolve) => {
      answer = resolve
    })
    return () => answer()
  }

  plug(device: DeviceSnapshot): void {
    this.#devices.push(device)
    this.dispatchEvent(new Event('devicechange'))
  }

  /** Takes a device away: its tracks end, `devicechange` fires. */
  unplug(deviceId: string): void {
    this.#devices = this.#devices.filter((device) => device.deviceId !== deviceId)
    for (const track of this.liveTracks) if (track.origin.deviceId === deviceId) track.end()
    this.dispatchEvent(new Event('devicechange'))
  }

  /** The system takes the device (a phone call) or gives it back. */
  systemMute(deviceId: string, muted = true): void {
    for (const origin of this.#origins) {
      if (origin.deviceId !== deviceId || origin.muted === muted) continue
      origin.muted = muted
      for (const track of origin.tracks)
        if (track.readyState === 'live') track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'))
    }
  }

  /** The user ends every share with the browser's own button. */
  endShares(): void {
    for (const track of this.liveTracks) if (track.origin.deviceId === 'screen') track.end()
  }

  /** A track of the app's own, such as a canvas makes. */
  createTrack(kind: 'audio' | 'video'): FakeMediaStreamTrack {
    return this.#track(kind, undefined)
  }

  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
    this.calls.push(constraints)
    await this.#prompt
    const kinds = (['audio', 'video'] as const).filter((kind) => constraints[kind])
    for (const kind of kinds) this.#refuse(kind)
    const chosen = kinds.map((kind) => [kind, this.#choose(kind, constraints[kind])] as const)
    return fakeStream(chosen.map(([kind, device]) => this.#track(kind, device.deviceId)))
  }

  async getDisplayMedia(constraints: DisplayMediaStreamOptions = {}): Promise<MediaStream> {
    this.calls.push(constraints)
    await this.#prompt
    this.#refuse('screen')
    return fakeStream([this.#track('video', 'screen'), ...(constraints.audio ? [this.#track('audio', 'screen')] : [])])
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.#devices.map((device) => ({ ...device, groupId: '', toJSON: () => device }))
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.#changeListeners++
    super.addEventListener(...args)
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.#changeListeners--
    super.removeEventListener(...args)
  }

  #refuse(kind: string): void {
    const failure = this.#failures.get(kind)
    if (failure) throw named(failure)
  }

  #choose(kind: 'audio' | 'video', constraints: MediaStreamConstraints['video']): DeviceSnapshot {
    const devices = this.#devices.filter((device) => device.kind === `${kind}input`)
    const wish = typeof constraints === 'object' ? constraints.deviceId : undefined
    // As Chromium: a device that is not asked for as `exact` is ignored (mdn/content#41220).
    const exact = typeof wish === 'object' && !Array.isArray(wish) ? wish.exact : undefined
    const device = exact ? devices.find(({ deviceId }) => deviceId === exact) : devices[0]
    if (!device) throw exact && devices.length ? named('OverconstrainedError', 'deviceId') : named('NotFoundError')
    const held = ({ kind: of, origin }: FakeMediaStreamTrack) =>
      of === kind && ![undefined, 'screen'].includes(origin.deviceId)
    if (this.#oneAtATime && this.liveTracks.some(held)) throw named('NotReadableError')
    return device
  }

  #track(kind: 'audio' | 'video', deviceId: string | undefined): FakeMediaStreamTrack {
    const origin: FakeTrackOrigin = { deviceId, tracks: new Set(), muted: false }
    this.#origins.add(origin)
    return new FakeMediaStreamTrack(kind, origin)
  }
}

function named(name: FakeDeviceFailure, constraint?: string): Error {
  return Object.assign(new Error(name), { name, ...(constraint !== undefined && { constraint }) })
}

function fakeStream(tracks: readonly FakeMediaStreamTrack[]): MediaStream {
  const stream = {
    getTracks: () => [...tracks],
    getVideoTracks: () => tracks.filter((track) => track.kind === 'video'),
    getAudioTracks: () => tracks.filter((track) => track.kind === 'audio'),
  }
  return stream as unknown as MediaStream
}
