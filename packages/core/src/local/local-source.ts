/**
 * Stands between a capture and what others see (blur, noise suppression). It gets the captured track, which it must not
 * end, and returns the track to publish, which core ends. The signal fires when the result is no longer wanted.
 */
export type TrackProcessor = (track: MediaStreamTrack, signal: AbortSignal) => Promise<MediaStreamTrack>

export interface EnableOptions {
  /** This very device; absent: the one chosen last, if it is there, else the system's. */
  readonly deviceId?: string
  /** Default for the camera: 1280 × 720 as a wish; for the microphone: the browser's own. Kept for later calls. */
  readonly constraints?: MediaTrackConstraints
  /** Aborting leaves the source as it was before the call. */
  readonly signal?: AbortSignal
}

export interface ShareOptions {
  /**
   * Ask for the sound of the shared tab or screen too, as the source `screen-audio`. Default: where the provider has
   * `screenAudio`; asked for where it has not, `enable()` rejects.
   */
  readonly audio?: boolean
  readonly constraints?: MediaTrackConstraints
  readonly signal?: AbortSignal
}

/** What every local source can do. Where it stands is in the room's snapshot. */
export interface SourceControls {
  /**
   * Off: the far side has been told and every track of it has ended, so the light of the device is out. With
   * `keepCapture` the capture stays open for a quick return. Never rejects; also resolves when a later `enable()` won.
   */
  disable(options?: { readonly keepCapture?: boolean }): Promise<void>
  /**
   * Sets or removes the processor, now and for later. A processor that fails turns the source off and rejects with
   * `processor-failed`; the unprocessed picture is never sent instead.
   */
  setProcessor(processor: TrackProcessor | null): Promise<void>
  /** Shows what others see of this source in an element, always muted, as long as it is live. Returns the detach. */
  attach(element: HTMLMediaElement): () => void
}

/** Camera or microphone. */
export interface LocalSource extends SourceControls {
  /**
   * Captures and, in a session, publishes. Already live, it changes only what the options ask for; when that fails the
   * earlier device goes on. Rejects with a device error, `processor-failed`, an error of the session, or `aborted` when a
   * later `disable()` won.
   */
  enable(options?: EnableOptions): Promise<void>
}

export interface ScreenSource extends SourceControls {
  /**
   * Call it from a click or tap. Rejects like `LocalSource.enable`, with `screen-canceled` when the user chose nothing, and
   * with `unsupported`, before the picker opens, where the provider has no `screenShare`.
   */
  enable(options?: ShareOptions): Promise<void>
}

export interface CustomSource extends SourceControls {
  /**
   * Publishes a clone of the app's track, in place of an earlier one; the app's own track is never ended. Call `disable()`
   * when the app ends its track: the clone does not notice that. Rejects with `unsupported` without `customTracks`.
   */
  publish(track: MediaStreamTrack, options?: { readonly signal?: AbortSignal }): Promise<void>
}
