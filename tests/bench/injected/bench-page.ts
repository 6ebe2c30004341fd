import type { BenchOptions } from './bench-options.ts'
import type { HeardTones } from './heard-tones.ts'
import type { IceRoute } from './ice-route.ts'
import type { Look } from './look-at.ts'
import type { WireBytes } from './wire-bytes.ts'

/** A track as a test sees it. */
export interface TrackReport {
  readonly kind: 'audio' | 'video'
  readonly api: 'getUserMedia' | 'getDisplayMedia' | 'clone'
  readonly capture: number | null
  readonly readyState: MediaStreamTrackState
}

/** `window.bench` in every page of the bench: looks at media from outside the code under test. */
export interface BenchPage {
  /** Every track that came from a capture or a clone, in order. */
  tracks(): readonly TrackReport[]
  /** Tracks of captures, and clones of anything, that are still live. */
  liveTracks(): readonly TrackReport[]
  /** Connections that were made and are not closed. */
  open(): { readonly peerConnections: number; readonly webSockets: number; readonly eventSources: number }
  /** Connections ever made. */
  made(): { readonly peerConnections: number; readonly webSockets: number; readonly eventSources: number }
  /** URLs of all ICE servers that any connection was given. */
  iceServers(): readonly string[]
  /** One per connection that is not closed. */
  iceRoutes(): Promise<readonly IceRoute[]>
  /** Selector of a video element → what it shows. */
  look(selector: string): Promise<Look | null>
  heard(frequencies: readonly number[]): Promise<HeardTones>
  bytes(): Promise<WireBytes>
  /** Ends a capture from outside, with its descendants, as "Stop sharing" or pulling the plug does. */
  endCaptures(kind: 'audio' | 'video', api: 'getUserMedia' | 'getDisplayMedia'): void
}

declare global {
  interface Window {
    bench: BenchPage
    benchOptions?: BenchOptions
  }
}
