import type { Clock } from '../clock.ts'
import { decideAudioOnly, initialAudioOnly } from '../meter/audio-only-policy.ts'
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
export function createAudioOnlyMode({ clock, fallback, ...host }: AudioOnlyHost) {
  let policy = initialAudioOnly
  let app = false
  /** The camera was on when the mode began. */
  let cameraWasOn = false
  let cancel = () => {}
  /** Tracks this mode turned off, so that it turns on no other. */
  const stopped = new Set<string>()

  const stop = (track: TrackSnapshot): void => {
    if (track.kind !== 'video' || stopped.has(track.id)) return
    stopped.add(track.id)
    host.setReceived(track, false)
  }
  const apply = (active: boolean): void => {
    const { participants, self } = host.snapshot()
    const tracks = participants.flatMap((participant) => participant.tracks)
    if (active) cameraWasOn = self.camera.state === 'live' || self.camera.state === 'starting'
    if (cameraWasOn) host.setCamera(!active)
    if (active) return tracks.forEach(stop)
    for (const track of tracks) if (stopped.has(track.id)) host.setReceived(track, true)
    stopped.clear()
  }
  /** Looks at the room again; called when quality or connection changed, and when the policy asked for it. */
  const update = (): void => {
    const { connection, self, audioOnly } = host.snapshot()
    const at = clock.now()
    const decision = decideAudioOnly(policy, {
      at,
      connection: connection.state,
      lost: connection.lost?.unified,
      quality: self.quality.unified,
      app,
      fallback,
    })
    policy = decision.state
    cancel()
    if (decision.wakeAt !== null) cancel = clock.after(Math.max(0, decision.wakeAt - at), update)
    const { active, cause } = decision.audioOnly
    if (active !== audioOnly.active || cause !== audioOnly.cause) host.report(decision.audioOnly)
    if (active !== audioOnly.active) apply(active)
    if (decision.suggestPhone) host.suggestPhone()
  }

  return {
    update,
    /** The app's own wish. */
    set(active: boolean): void {
      app = active
      update()
    },
    /** A video track that came while the mode is on is not received either. */
    trackPublished(track: TrackSnapshot): void {
      if (host.snapshot().audioOnly.active) stop(track)
    },
    sessionEnded(): void {
      cancel()
      policy = initialAudioOnly
      stopped.clear()
      cameraWasOn = false
      const { active, cause } = host.snapshot().audioOnly
      // What the app asked for holds for the next session; what the network forced does not.
      if (active !== app || (active && cause !== 'app')) host.report({ active: app, cause: app ? 'app' : null })
    },
  }
}
