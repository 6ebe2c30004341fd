import type { SourceState } from '../adapter/vendor-session.ts'
import { onAbort } from '../error/on-abort.ts'
import { TelevidError } from '../error/televid-error.ts'
import { throwIfAborted } from '../error/throw-if-aborted.ts'
import type { LocalSourceState } from '../state/local-source-snapshot.ts'
import { type CaptureRequest, fulfills } from './capture-request.ts'
import type { TrackProcessor } from './local-source.ts'
import { OwnedTracks } from './owned-tracks.ts'
import type { Publisher } from './publisher.ts'
import { sourceError } from './source-error.ts'
import type { SourceHost } from './source-host.ts'
import { watchCapture } from './watch-capture.ts'

type Phase = Exclude<LocalSourceState, 'interrupted'>

/** What the app wants; each command makes a new one. */
interface Want {
  readonly on: boolean
  /** Off for the far side, with the capture left open. */
  readonly keep: boolean
  readonly request: CaptureRequest
  readonly processor: TrackProcessor | null
  /** Why it is not as the app had wanted. */
  readonly error: TelevidError | null
}

/** A caller: of `enable`, of `disable`, or of something that needs the source neither on nor off. */
interface Waiter {
  readonly kind: 'enable' | 'disable' | 'change'
  readonly settle: (error: TelevidError | null) => void
}

/** How long the far side may take to learn of "off" before the tracks end all the same. */
const tellMs = 2_000
/** A device that goes away again within this time is not tried once more. */
const recoveryMs = 5_000

/**
 * Makes one local source what the app wants: capture → processor → clone → session, and back in the opposite order. One
 * loop works towards the newest `Want`; whatever it was waiting for when a newer one arrives is dropped, and what arrives
 * unwanted is ended. Every track is in `#owned` from its making to its end. One state machine, hence one long file.
 */
export class SourceEngine {
  readonly #host: SourceHost
  #want: Want = { on: false, keep: false, request: {}, processor: null, error: null }
  /** The last want at rest or without a signal: what an aborted command goes back to. */
  #rest = this.#want
  #phase: Phase = 'off'
  #waiters: Waiter[] = []
  #running = false
  #again = false
  #supersede = () => {}

  /** What worked last, or was chosen while off: device and constraints for the next plain `enable()`. */
  #preferred: CaptureRequest = {}
  #request: CaptureRequest | null = null
  #opening: { readonly request: CaptureRequest; readonly arrived: Promise<MediaStreamTrack> } | null = null
  #capture: MediaStreamTrack | null = null
  #output: MediaStreamTrack | null = null
  #outputOf: TrackProcessor | null = null
  #clone: MediaStreamTrack | null = null
  #told: (SourceState & { readonly publisher: Publisher }) | null = null
  readonly #owned: OwnedTracks
  #recoveredAt = 0
  #cancelDeadline = () => {}
  #unwatch = () => {}

  constructor(host: SourceHost) {
    this.#host = host
    this.#owned = new OwnedTracks(host.ended)
  }

  enable(options: CaptureRequest & { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal, ...asked } = options
    const { on, keep, request } = this.#want
    // A capture that is still there or on its way is used, also when it was to be given up a moment ago.
    const next =
      (on || keep || this.#owned.size || this.#opening) && fulfills(request, asked)
        ? request
        : { ...this.#preferred, ...asked, exact: asked.deviceId !== undefined }
    return this.#command('enable', { ...this.#want, on: true, keep: false, request: next, error: null }, signal)
  }

  disable(options: { readonly keepCapture?: boolean } = {}): Promise<void> {
    const { on, keep, request: wanted } = this.#want
    // A device choice that was not tried yet becomes a wish, so that it cannot fail the next `enable()`.
    const request = wanted.exact && wanted !== this.#request ? { ...wanted, exact: false } : wanted
    return this.#command('disable', {
      ...this.#want,
      on: false,
      keep: options.keepCapture === true && (on || keep),
      request,
      error: null,
    })
  }

  setProcessor(processor: TrackProcessor | null): Promise<void> {
    return this.#command('change', { ...this.#want, processor, error: null })
  }

  /** Uses another device, now if on and for the next `enable()` if not. */
  select(deviceId: string): Promise<void> {
    const { on, keep } = this.#want
    const request = { ...this.#preferred, deviceId, exact: on }
    if (on || keep) return this.#command('change', { ...this.#want, request, error: null })
    this.#preferred = request
    return Promise.resolve()
  }

  /** Off for a reason that is not the app's. */
  stop(error: TelevidError | null): void {
    this.#set({ ...this.#want, on: false, keep: false, error })
  }

  /** The session came or went. Resolves when the source is as wanted in it. */
  sessionChanged(): Promise<void> {
    if (this.#told && this.#told.publisher !== this.#host.publisher()) {
      this.#told = null
      this.#endClone()
    }
    this.#kick()
    return new Promise((resolve) => this.#waiters.push({ kind: 'disable', settle: () => resolve() }))
  }

  /** Ends every track at once, waiting for nobody; callers of `enable` get `aborted`. */
  release(): void {
    this.stop(null)
    this.#endAll()
    this.#enter('off')
    this.#settle()
  }

  #command(kind: Waiter['kind'], want: Want, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      throwIfAborted(signal)
      const release = onAbort(signal, (error) => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter)
        if (this.#want === want) this.#set({ ...this.#rest })
        reject(error)
      })
      const waiter: Waiter = {
        kind,
        settle(error) {
          release()
          if (error) reject(error)
          else resolve()
        },
      }
      this.#waiters.push(waiter)
      this.#set(want, signal ? this.#rest : want)
    })
  }

  #set(want: Want, rest = want): void {
    this.#want = want
    this.#rest = rest
    this.#cancelDeadline()
    if (!want.on && !want.keep && this.#owned.size)
      this.#cancelDeadline = this.#host.clock.after(tellMs, () => this.#endAll())
    this.#supersede()
    this.#kick()
  }

  #kick(): void {
    this.#again = true
    if (this.#running) return
    this.#running = true
    void this.#run()
  }

  async #run(): Promise<void> {
    // All commands of one turn are one change.
    await null
    while (this.#again) {
      this.#again = false
      const want = this.#want
      try {
        await this.#apply(want)
      } catch (cause) {
        if (want !== this.#want) continue
        this.#want = { ...want, on: false, keep: false, error: this.#failure(cause) }
        // An off that could not be told has ended its tracks all the same.
        this.#again = want.on || want.keep
      }
    }
    this.#running = false
    this.#cancelDeadline()
    // Nothing was there to keep.
    if (!this.#capture) this.#want = { ...this.#want, keep: false }
    this.#rest = this.#want
    this.#enter(this.#capture ? this.#phase : 'off')
    this.#settle()
  }

  #settle(): void {
    const { on, error } = this.#want
    for (const { kind, settle } of this.#waiters.splice(0)) {
      if (kind === 'disable') settle(null)
      else if (error || on || kind === 'change') settle(error)
      else settle(sourceError('aborted', this.#host.source))
    }
  }

  async #apply(want: Want): Promise<void> {
    this.#sweep()
    const refusal = want.on || want.keep ? this.#host.refusal() : null
    if (refusal) throw refusal
    if (want.on) await this.#acquire(want)
    this.#check(want)
    if (!this.#output || (!want.on && !want.keep)) {
      if (this.#owned.size || this.#told?.track) this.#enter('stopping')
      return this.#letGo()
    }
    if (want.keep && this.#capture?.readyState === 'ended') throw sourceError('device-lost', this.#host.source)
    const publisher = this.#host.publisher()
    if (publisher) {
      this.#clone ??= this.#owned.add(this.#output.clone())
      await this.#tell(publisher, { track: this.#clone, muted: !want.on })
      this.#check(want)
    }
    this.#sweep()
    this.#enter(want.on ? 'live' : 'muted')
  }

  /** Makes `#output` what is wanted; what was live before stays in `#owned` until the session has the new one. */
  async #acquire(want: Want): Promise<void> {
    let capture = this.#capture
    if (!capture || capture.readyState === 'ended' || this.#request !== want.request) {
      const previous = capture?.readyState === 'live' && !want.request.recovery ? this.#request : null
      try {
        capture = await this.#replace(want)
      } catch (cause) {
        if (previous && want === this.#want) {
          // The switch failed: back to the earlier device, and the caller gets the error.
          this.#want = {
            ...want,
            request: previous,
            error: this.#failure(cause),
          }
          this.#again = true
        }
        throw want.request.recovery && (cause as TelevidError | null)?.code === 'device-not-found'
          ? sourceError('device-lost', this.#host.source, cause)
          : cause
      }
      this.#check(want)
      if (!this.#capture) this.#adopt(capture, want.request)
    }
    if (this.#output && this.#capture === capture && this.#outputOf === want.processor) return
    const output = want.processor ? await this.#process(want.processor, capture) : capture
    this.#adopt(capture, want.request)
    this.#check(want)
    this.#output = output
    this.#outputOf = want.processor
    this.#clone = null
  }

  /** Opens the wanted capture: first where the platform can hold two, else after everything of the old one has ended. */
  async #replace(want: Want): Promise<MediaStreamTrack> {
    const { device, environment } = this.#host
    const { request } = want
    const releaseFirst = async () => {
      await this.#letGo()
      this.#check(want)
      this.#enter('starting')
    }
    if (!this.#capture) this.#enter('starting')
    else if (request.recovery === 'muted' || (device && environment.exclusiveCapture())) await releaseFirst()
    try {
      return await this.#race(this.#open(request))
    } catch (cause) {
      if (!device || !this.#capture || (cause as TelevidError | null)?.code !== 'device-in-use') throw cause
      await releaseFirst()
      return this.#race(this.#open(request))
    }
  }

  /** Waits for an earlier prompt first; a track that comes when nobody wants it any more is ended. */
  #open(request: CaptureRequest): Promise<MediaStreamTrack> {
    if (this.#opening?.request === request) return this.#opening.arrived
    const before = this.#opening?.arrived
    const wanted = () => this.#want.on && this.#want.request === request
    const open = async () => {
      await before?.catch(() => {})
      try {
        if (!wanted()) throw null
        const { deviceId, exact, ...without } = request
        const opened = await this.#host.open(request).catch((cause: TelevidError | null) => {
          if (exact || !deviceId || cause?.code !== 'device-not-found' || !wanted()) throw cause
          return this.#host.open(without)
        })
        const track = this.#owned.add(opened)
        if (!wanted()) this.#owned.end(track)
        return track
      } finally {
        if (this.#opening === opening) this.#opening = null
      }
    }
    const opening = { request, arrived: open() }
    this.#opening = opening
    return opening.arrived
  }

  async #process(processor: TrackProcessor, capture: MediaStreamTrack): Promise<MediaStreamTrack> {
    const control = new AbortController()
    const work = async () => {
      const track = await processor(capture, control.signal)
      const output = this.#owned.add(track === capture ? track.clone() : track, control)
      if (control.signal.aborted) this.#owned.end(output)
      output.addEventListener('ended', () => {
        if (output === this.#output && this.#capture?.readyState === 'live')
          this.stop(sourceError('processor-failed', this.#host.source))
      })
      if (output.readyState === 'ended') throw null
      return output
    }
    try {
      return await this.#race(work())
    } catch (cause) {
      control.abort()
      throw sourceError('processor-failed', this.#host.source, cause)
    }
  }

  #adopt(capture: MediaStreamTrack, request: CaptureRequest): void {
    this.#request = request
    if (capture === this.#capture) return
    if (!request.recovery) this.#preferred = request
    this.#unwatch()
    this.#capture = capture
    this.#unwatch = watchCapture(capture, this.#host, {
      ended: () => this.#captureEnded(),
      changed: () => this.#report(),
      returned: () => this.#returned(),
    })
    if (capture.readyState === 'ended') this.#captureEnded()
  }

  #captureEnded(): void {
    const { on, keep, request } = this.#want
    if (!(on || keep) || (on && request !== this.#request)) return
    const { device, environment, clock } = this.#host
    if (!device) return this.stop(null)
    // A phone gives no capture to a hidden page; `#returned` tries when it is shown.
    if (environment.exclusiveCapture() && !environment.visible()) return this.#report()
    const now = clock.now()
    if (!on || now - this.#recoveredAt < recoveryMs) return this.stop(sourceError('device-lost', this.#host.source))
    this.#recoveredAt = now
    const { constraints = {} } = request
    this.#set({ ...this.#want, request: { constraints, recovery: 'ended' }, error: null })
  }

  #returned(): void {
    const { on, request } = this.#want
    if (this.#capture?.readyState === 'ended') return this.#captureEnded()
    if (on && request === this.#request && this.#capture?.muted)
      this.#set({ ...this.#want, request: { ...request, exact: false, recovery: 'muted' }, error: null })
  }

  #failure(cause: unknown): TelevidError {
    return TelevidError.isInstance(cause) ? cause : sourceError('vendor', this.#host.source, cause)
  }

  /** Tells the session "off", then ends every track. */
  async #letGo(): Promise<void> {
    const publisher = this.#host.publisher()
    try {
      if (publisher && this.#told?.track) await this.#tell(publisher, { track: null, muted: false })
    } finally {
      this.#endAll()
    }
  }

  async #tell(publisher: Publisher, state: SourceState): Promise<void> {
    const told = this.#told
    if (told?.publisher === publisher && told.track === state.track && told.muted === state.muted) return
    this.#told = { publisher, ...state }
    try {
      await Promise.race([publisher.publish(this.#host.source, state), publisher.over])
    } catch (cause) {
      // Nobody knows what the session made of this clone: what comes next gets another.
      if (state.track) this.#endClone()
      throw cause
    }
  }

  /** Waits for `promise`, or throws as soon as something else is wanted. */
  #race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#supersede = () => reject(null)
      promise.then(resolve, reject)
    })
  }

  /** `null` is thrown where a newer want makes the work of this one pointless; `#run` drops it. */
  #check(want: Want): void {
    if (want !== this.#want) throw null
  }

  /** Ends what is no longer in use. */
  #sweep(): void {
    this.#owned.keepOnly(this.#capture, this.#output, this.#clone)
  }

  #endClone(): void {
    if (this.#clone) this.#owned.end(this.#clone)
    this.#clone = null
  }

  #endAll(): void {
    this.#capture = this.#output = this.#clone = null
    this.#unwatch()
    this.#sweep()
  }

  #enter(phase: Phase): void {
    this.#phase = phase
    this.#report()
  }

  #report(): void {
    const live = this.#phase === 'live'
    const capture = this.#capture
    this.#host.changed(
      {
        state: live && (capture?.muted || capture?.readyState === 'ended') ? 'interrupted' : this.#phase,
        deviceId: capture?.getSettings().deviceId ?? null,
        error: this.#want.error,
        processed: capture !== null && this.#outputOf !== null,
      },
      live ? this.#output : null,
    )
  }
}
