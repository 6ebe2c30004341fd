/** The part of `navigator.mediaDevices` that core uses. `getDisplayMedia` is missing on phones. */
export type MediaDevicesPart = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
> &
  Partial<Pick<MediaDevices, 'getDisplayMedia'>>

/** Loudness of one audio track, now. */
export interface LevelProbe {
  /** Root mean square of the last 20 to 50 ms, linear 0..1. */
  read(): number
  close(): void
}

/** Everything of the browser that local media and playback touch; `browserMediaEnvironment()` is the real one. */
export interface MediaEnvironment {
  /** Throws `insecure-context` or `unsupported` where the page has no devices. */
  mediaDevices(): MediaDevicesPart
  /** What the user decided about this kind of device; `prompt` where the browser does not tell. */
  permission(kind: 'audio' | 'video'): Promise<PermissionState>
  /** The platform allows one capture per kind at a time (iOS, Android): a switch must release before it opens. */
  exclusiveCapture(): boolean
  visible(): boolean
  /** Calls back when the page is shown again; returns the unsubscribe. */
  onVisible(callback: () => void): () => void
  createStream(track: MediaStreamTrack): MediaStream
  /** Listens to an audio track without playing or ending it. */
  createLevelProbe(track: MediaStreamTrack): LevelProbe
  /** A new hidden `<audio>` in the document; whoever asked for it calls its `remove()`. */
  createAudio(): HTMLAudioElement
}
