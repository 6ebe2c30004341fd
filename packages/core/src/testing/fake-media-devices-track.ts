/** What several fake tracks are made from: a device, a screen, or the app itself. */
export interface FakeTrackOrigin {
  readonly deviceId: string | undefined
  readonly tracks: Set<FakeMediaStreamTrack>
  muted: boolean
}

/**
 * A `MediaStreamTrack` without media. `stop()` fires no `ended`, on clones as on the first track, as in browsers; the end
 * of the origin ends all of them with the event.
 */
export class FakeMediaStreamTrack extends EventTarget implements MediaStreamTrack {
  readonly id = crypto.randomUUID()
  readonly label = ''
  readonly kind: 'audio' | 'video'
  readonly origin: FakeTrackOrigin
  /** Track this is a clone of. */
  readonly parent: FakeMediaStreamTrack | null
  enabled = true
  contentHint = ''
  readyState: MediaStreamTrackState = 'live'
  onended = null
  onmute = null
  onunmute = null

  constructor(kind: 'audio' | 'video', origin: FakeTrackOrigin, parent: FakeMediaStreamTrack | null = null) {
    super()
    this.kind = kind
    this.origin = origin
    this.parent = parent
    origin.tracks.add(this)
  }

  get muted(): boolean {
    return this.origin.muted
  }

  clone(): FakeMediaStreamTrack {
    const copy = new FakeMediaStreamTrack(this.kind, this.origin, this)
    copy.enabled = this.enabled
    if (this.readyState === 'ended') copy.stop()
    return copy
  }

  stop(): void {
    this.readyState = 'ended'
  }

  /** Ends it as the browser does: the device went away, the user ended the share. */
  end(): void {
    if (this.readyState === 'ended') return
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }

  getSettings(): MediaTrackSettings {
    const { deviceId } = this.origin
    return deviceId === undefined ? {} : { deviceId }
  }

  getCapabilities(): MediaTrackCapabilities {
    return {}
  }

  getConstraints(): MediaTrackConstraints {
    return {}
  }

  async applyConstraints(): Promise<void> {
    // Only a capture may be constrained anew: browsers accept it on a clone and change nothing.
    if (this.parent) throw new Error('applyConstraints on a clone does nothing in browsers; constrain the capture.')
  }
}
