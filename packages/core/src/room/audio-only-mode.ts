import type { Clock } from '../clock.ts'
import { type AudioOnlyState, decideAudioOnly, initialAudioOnly } from '../meter/audio-only-policy.ts'
import type { RoomSnapshot, TrackSnapshot } from '../state/room-snapshot.ts'

export interface AudioOnlyHost {
  readonly clock: Clock
  /** Fall back to audio by itself on a bad line. */
  readonly fallback: boolean
  snapshot(): RoomSnapshot
  report(value: RoomSnapshot['audioOnly']): void
  setReceived(track: TrackSnapshot, received: boolean): void
  setCamera(on: boolean): void
  suggestPhone(): void
}

/** Carries out audio-only mode: no video is received and the own camera is off, until it ends. Decides nothing itself. */
export class AudioOnlyMode {
  readonly #host: AudioOnlyHost
  #policy: AudioOnlyState = initialAudioOnly
  #app = false
  /** The camera was on when the mode began. */
  #cameraWasOn = false
  #cancel = () => {}
  /** Tracks this mode turned off, so that it turns on no other. */
  readonly #stopped = new Set<string>()

  constructor(host: AudioOnlyHost) {
    this.#host = host
  }

  /** The app's own wish. */
  set(active: boolean): void {
    this.#app = active
    this.update()
  }

  /** Looks at the room again; called when quality or connection changed, and when the policy asked for it. */
  update(): void {
    const { clock, fallback } = this.#host
    const { connection, self, audioOnly } = this.#host.snapshot()
    const decision = decideAudioOnly(this.#policy, {
      at: clock.now(),
      connection: connection.state,
      quality: self.quality.unified,
      app: this.#app,
      fallback,
    })
    this.#policy = decision.state
    this.#cancel()
    if (decision.wakeAt !== null)
      this.#cancel = clock.after(Math.max(0, decision.wakeAt - clock.now()), () => this.update())
    const { active, cause } = decision.audioOnly
    if (active !== audioOnly.active || cause !== audioOnly.cause) this.#host.report(decision.audioOnly)
    if (active !== audioOnly.active) this.#apply(active)
    if (decision.suggestPhone) this.#host.suggestPhone()
  }

  /** A video track that came while the mode is on is not received either. */
  trackPublished(track: TrackSnapshot): void {
    if (this.#host.snapshot().audioOnly.active) this.#stop(track)
  }

  sessionEnded(): void {
    this.#cancel()
    this.#policy = initialAudioOnly
    this.#stopped.clear()
    this.#cameraWasOn = false
    const { active, cause } = this.#host.snapshot().audioOnly
    // What the app asked for holds for the next session; what the network forced does not.
    if (active !== this.#app || (active && cause !== 'app'))
      this.#host.report({ active: this.#app, cause: this.#app ? 'app' : null })
  }

  #apply(active: boolean): void {
    const { participants, self } = this.#host.snapshot()
    if (active) {
      this.#cameraWasOn = self.camera.state === 'live' || self.camera.state === 'starting'
      if (this.#cameraWasOn) this.#host.setCamera(false)
      for (const { tracks } of participants) tracks.forEach((track) => this.#stop(track))
      return
    }
    if (this.#cameraWasOn) this.#host.setCamera(true)
    for (const { tracks } of participants) {
      for (const track of tracks) if (this.#stopped.has(track.id)) this.#host.setReceived(track, true)
    }
    this.#stopped.clear()
  }

  #stop(track: TrackSnapshot): void {
    if (track.kind !== 'video' || this.#stopped.has(track.id)) return
    this.#stopped.add(track.id)
    this.#host.setReceived(track, false)
  }
}
