import { EventEmitter } from 'eventemitter3'

/** As much of a `MediaStreamTrack` as the adapter and the SDK's clones need. */
export class FakeMediaTrack {
  readonly kind: 'audio' | 'video'
  readonly clones: FakeMediaTrack[] = []
  enabled = true
  readyState: 'live' | 'ended' = 'live'

  constructor(kind: 'audio' | 'video') {
    this.kind = kind
  }

  clone(): FakeMediaTrack {
    const clone = new FakeMediaTrack(this.kind)
    clone.enabled = this.enabled
    this.clones.push(clone)
    return clone
  }

  stop(): void {
    this.readyState = 'ended'
  }

  /** This and all that was made of it. */
  get family(): readonly FakeMediaTrack[] {
    return [this, ...this.clones.flatMap((clone) => clone.family)]
  }
}

export class FakeMediaStream {
  readonly tracks: readonly FakeMediaTrack[]

  constructor(tracks: readonly FakeMediaTrack[]) {
    this.tracks = tracks
  }
}

type GetUserMedia = () => Promise<FakeMediaStream>

/**
 * The SDK's `LocalTrack`, which sends a clone of what it has: `enable` does nothing when the flag says so already, and `stop` ends
 * both (lib/media/track/localmediatrack.js and lib/signaling/localtrackpublication.js, 2.36.0).
 */
export class FakeLocalTrack {
  readonly name: string
  readonly getUserMedia: GetUserMedia
  mediaStreamTrack: FakeMediaTrack
  /** What the RTCRtpSender has, once published. */
  sent: FakeMediaTrack | null = null
  /** What others were told. */
  told: boolean[] = []

  constructor(name: string, track: FakeMediaTrack, getUserMedia: GetUserMedia) {
    this.name = name
    this.mediaStreamTrack = track
    this.getUserMedia = getUserMedia
  }

  get isEnabled(): boolean {
    return this.mediaStreamTrack.enabled
  }

  enable(enabled = true): this {
    if (this.mediaStreamTrack.enabled === enabled) return this
    this.mediaStreamTrack.enabled = enabled
    if (this.sent) {
      this.sent.enabled = enabled
      this.told.push(enabled)
    }
    return this
  }

  stop(): this {
    this.mediaStreamTrack.stop()
    this.sent?.stop()
    return this
  }

  async restart(): Promise<void> {
    this.stop()
    const [track] = (await this.getUserMedia()).tracks
    if (!track) throw new Error('no track')
    track.enabled = this.mediaStreamTrack.enabled
    this.mediaStreamTrack = track
    if (this.sent) this.sent = track.clone()
  }
}

export class FakeDataTrack {
  readonly name: string
  readonly options: object
  readonly sent: (string | Uint8Array)[] = []
  deliver: (data: string | Uint8Array) => void = () => {}

  constructor({ name, ...options }: { readonly name: string }) {
    this.name = name
    this.options = options
  }

  send(data: string | Uint8Array): void {
    this.sent.push(data)
    this.deliver(data)
  }
}

export interface FakePublication {
  readonly trackSid: string
  readonly trackName: string
  readonly kind: 'audio' | 'video' | 'data'
  isTrackEnabled: boolean
  track: object | null
}

export class FakeParticipant extends EventEmitter {
  readonly sid: string
  readonly identity: string
  readonly tracks = new Map<string, FakePublication>()
  networkQualityLevel: number | null = null

  constructor(sid: string, identity: string, ...publications: FakePublication[]) {
    super()
    this.sid = sid
    this.identity = identity
    for (const each of publications) this.tracks.set(each.trackSid, each)
  }

  get dataTracks(): ReadonlyMap<string, FakePublication> {
    return new Map([...this.tracks].filter(([, { kind }]) => kind === 'data'))
  }
}

export class FakeLocalParticipant extends FakeParticipant {
  /** Set for the next `publishTrack`, which fails with it. */
  refusal: unknown = null

  async publishTrack(track: FakeLocalTrack): Promise<void> {
    if (this.refusal) throw this.refusal
    track.sent = track.mediaStreamTrack.clone()
    const trackSid = `MT-${track.name}`
    const { kind } = track.mediaStreamTrack
    this.tracks.set(trackSid, { trackSid, trackName: track.name, kind, isTrackEnabled: track.isEnabled, track })
  }

  unpublishTrack(track: FakeLocalTrack): void {
    this.tracks.delete(`MT-${track.name}`)
    track.sent?.stop()
  }
}

export class FakeRoom extends EventEmitter {
  readonly localParticipant = new FakeLocalParticipant('PA-self', 'self')
  readonly participants = new Map<string, FakeParticipant>()
  isRecording = false
  state = 'connected'

  constructor(...people: FakeParticipant[]) {
    super()
    for (const person of people) this.participants.set(person.sid, person)
  }

  arrive(person: FakeParticipant): void {
    this.participants.set(person.sid, person)
    this.emit('participantConnected', person)
  }

  depart(person: FakeParticipant): void {
    this.participants.delete(person.sid)
    this.emit('participantDisconnected', person)
  }

  disconnect(): void {
    this.end(undefined)
  }

  /** At once, as the SDK does. */
  end(error: unknown): void {
    if (this.state === 'disconnected') return
    this.state = 'disconnected'
    this.emit('disconnected', this, error)
  }
}

export interface FakeConnect {
  readonly token: string
  readonly options: Readonly<Record<string, unknown>>
  resolve(room: FakeRoom): void
  canceled: boolean
}

/** What `import('twilio-video')` gives; each `connect` waits for the test to let it in. */
export function fakeTwilio() {
  const connects: FakeConnect[] = []
  const localTracks: FakeLocalTrack[] = []
  const sdk = {
    LocalDataTrack: FakeDataTrack,
    connect(token: string, options: Readonly<Record<string, unknown>>) {
      const { promise, reject, resolve } = withResolvers<FakeRoom>()
      const call: FakeConnect = { token, options, resolve, canceled: false }
      connects.push(call)
      return Object.assign(promise, {
        cancel() {
          call.canceled = true
          reject(new Error('Canceled'))
        },
      })
    },
    async createLocalTracks(options: {
      readonly getUserMedia: GetUserMedia
      readonly audio?: { readonly name: string }
      readonly video?: { readonly name: string }
    }) {
      const stream = await options.getUserMedia()
      return stream.tracks.map((track) => {
        const local = new FakeLocalTrack(options[track.kind]?.name ?? '', track, options.getUserMedia)
        localTracks.push(local)
        return local
      })
    },
  }
  return { sdk, connects, localTracks }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
