import { isSteadySource, type Source } from '../adapter/source.ts'
import type { Clock } from '../clock.ts'
import { TelevidError } from '../error/televid-error.ts'
import { Attachments } from '../playback/attachments.ts'
import type { RoomInput } from '../state/room-input.ts'
import { CaptureBroker } from './capture-broker.ts'
import { type CaptureRequest, toConstraints } from './capture-request.ts'
import { deviceError } from './device-error.ts'
import { createDeviceList, type DeviceList } from './device-list.ts'
import type { CustomSource, LocalSource, ScreenSource, SourceControls } from './local-source.ts'
import type { MediaEnvironment } from './media-environment.ts'
import type { Publish, Publisher, RefusalOf } from './publisher.ts'
import { SourceEngine } from './source-engine.ts'

export interface LocalMediaOptions {
  readonly environment: MediaEnvironment
  readonly clock: Clock
  /** Takes `local-source` and `devices`. */
  readonly report: (input: RoomInput) => void
}

const defaultVideo: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } }

/**
 * Everything this participant sends. Works before a session (device check, preview); the room says when a session starts
 * and ends, and calls `releaseAll()` when it is left.
 */
export class LocalMedia {
  readonly camera: LocalSource
  readonly microphone: LocalSource
  readonly screen: ScreenSource
  readonly devices: DeviceList
  readonly #options: LocalMediaOptions
  readonly #broker: CaptureBroker
  readonly #previews: Attachments
  readonly #engines = new Map<Source, SourceEngine>()
  /** Sound that came with a shared screen, by the picture's track. */
  readonly #sounds = new Map<MediaStreamTrack, MediaStreamTrack>()
  #session: (Publisher & { readonly end: () => void }) | null = null
  #refusalOf: RefusalOf = () => null
  #releases = 0

  constructor(options: LocalMediaOptions) {
    this.#options = options
    this.#broker = new CaptureBroker(options.environment)
    this.#previews = new Attachments(options.environment)
    this.devices = createDeviceList(options.environment, options.report)
    const device = (source: 'camera' | 'microphone'): LocalSource => ({
      ...this.#controls(source),
      enable: (start) => this.#engine(source).enable(start),
    })
    this.camera = device('camera')
    this.microphone = device('microphone')
    const both = (act: (engine: SourceEngine) => Promise<void>) =>
      Promise.all([act(this.#engine('screen')), act(this.#engine('screen-audio'))]).then(() => {})
    this.screen = {
      ...this.#controls('screen'),
      enable: async (start) => {
        await this.#engine('screen').enable(start)
        const [sound] = [...this.#sounds.values()].slice(-1)
        // The picture is the share; what becomes of its sound is told by the state of `screen-audio`.
        if (sound?.readyState === 'live')
          await this.#engine('screen-audio')
            .enable({ track: sound })
            .catch(() => {})
      },
      disable: (stop) => both((engine) => engine.disable(stop)),
    }
  }

  /** A track of the app's own. Throws `invalid-argument` for a name that is not 1 to 32 characters of `a-z 0-9 -`. */
  custom(name: string): CustomSource {
    if (!/^[a-z0-9-]{1,32}$/.test(name))
      throw new TelevidError(
        'invalid-argument',
        'The name of a custom source is not valid. Use 1 to 32 of a-z, 0-9 and -.',
      )
    const source: Source = `custom:${name}`
    return {
      ...this.#controls(source),
      publish: (track, start) => this.#engine(source).enable({ track, signal: start?.signal }),
    }
  }

  /**
   * Changes the device, at once where the source is on, else for the next `enable()`. If the new one does not open, the
   * earlier one goes on and this rejects with a device error.
   */
  select(kind: 'videoinput' | 'audioinput', deviceId: string): Promise<void> {
    return this.#engine(kind === 'videoinput' ? 'camera' : 'microphone').select(deviceId)
  }

  /**
   * Publishes what is on, and from now on what is turned on. Resolves when that is done; failures are in the snapshot. What
   * the session would refuse is not captured first.
   */
  sessionStarted(publish: Publish, refusalOf: RefusalOf = () => null): Promise<void> {
    this.#session?.end()
    let end = () => {}
    const over = new Promise<void>((resolve) => {
      end = resolve
    })
    this.#refusalOf = refusalOf
    this.#session = { publish: async (source, state) => publish(source, state), over, end }
    return this.#sessionChanged()
  }

  /** The session is gone with all it was given. Captures stay on, for a preview or the next session. */
  sessionEnded(): void {
    this.#session?.end()
    this.#session = null
    void this.#sessionChanged()
  }

  /** What a preview of the source shows; `null` while it is not live. */
  track(source: Source): MediaStreamTrack | null {
    return this.#previews.get(source)
  }

  /** Vendor or server turned a source off. */
  refused(source: Source, error: TelevidError): void {
    this.#engine(source).stop(error)
  }

  /** Ends every track and frees every listener at once; sources can be turned on again afterwards. */
  releaseAll(): void {
    this.#releases += 1
    for (const engine of this.#engines.values()) engine.release()
    this.devices.stop()
  }

  #refusal(source: Source): TelevidError | null {
    return this.#session && this.#refusalOf(source)
  }

  async #sessionChanged(): Promise<void> {
    await Promise.all([...this.#engines.values()].map((engine) => engine.sessionChanged()))
  }

  #controls(source: Source): SourceControls {
    return {
      disable: (options) => this.#engine(source).disable(options),
      setProcessor: (processor) => this.#engine(source).setProcessor(processor),
      attach: (element) => this.#previews.attach(source, element),
    }
  }

  #engine(source: Source): SourceEngine {
    const existing = this.#engines.get(source)
    if (existing) return existing
    const { report, clock, environment } = this.#options
    const engine = new SourceEngine({
      source,
      clock,
      environment,
      device: isSteadySource(source),
      open: (request) => this.#open(source, request),
      refusal: () => this.#refusal(source),
      publisher: () => this.#session,
      changed: (value, picture) => {
        this.#previews.set(source, picture)
        report({ type: 'local-source', source, value })
      },
      ...(source === 'screen' && { ended: (picture: MediaStreamTrack) => this.#shareEnded(picture) }),
    })
    this.#engines.set(source, engine)
    return engine
  }

  async #open(source: Source, request: CaptureRequest): Promise<MediaStreamTrack> {
    const { track } = request
    // A shared screen's sound is core's own; the app's track is not.
    if (track) return source === 'screen-audio' ? track : track.clone()
    if (source === 'screen') return this.#share(request)
    const kind = source === 'camera' ? 'video' : 'audio'
    const base = kind === 'video' && !request.constraints ? { ...request, constraints: defaultVideo } : request
    const releases = this.#releases
    const capture = await this.#broker.open(kind, toConstraints(base))
    // Ids and labels are readable from now on. A capture that nobody waits for any more must not begin to listen.
    if (releases === this.#releases) this.devices.list().catch(() => {})
    return capture
  }

  async #share({ audio, constraints = {} }: CaptureRequest): Promise<MediaStreamTrack> {
    const silent = this.#refusal('screen-audio')
    if (audio && silent) throw silent
    const devices = this.#options.environment.mediaDevices()
    if (!devices.getDisplayMedia)
      throw new TelevidError('unsupported', 'This browser cannot share a screen. Use a computer.')
    try {
      const stream = await devices.getDisplayMedia({ video: constraints, audio: audio ?? !silent })
      const [picture] = stream.getVideoTracks()
      const [sound] = stream.getAudioTracks()
      if (!picture) throw null
      if (sound) this.#sounds.set(picture, sound)
      return picture
    } catch (cause) {
      throw deviceError(cause, 'screen')
    }
  }

  /** Sound lives as long as its picture. */
  #shareEnded(picture: MediaStreamTrack): void {
    const sound = this.#sounds.get(picture)
    if (!sound) return
    this.#sounds.delete(picture)
    sound.stop()
    if (!this.#sounds.size) void this.#engine('screen-audio').disable()
  }
}
