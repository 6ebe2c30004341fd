import type { BenchOptions } from './bench-options.ts'
import type { CounterReads } from './count-reads.ts'
import type { EncodedFrame } from './frame-recorder.ts'
import type { HeardTones } from './heard-tones.ts'
import type { IceRoute } from './ice-route.ts'
import type { LineFigures } from './line-figures.ts'
import type { Look } from './look-at.ts'
import type { OutboundVideo } from './outbound-video.ts'
import type { WireBytes } from './wire-bytes.ts'

/** A track as a test sees it. */
export interface TrackReport {
  readonly kind: 'audio' | 'video'
  readonly api: 'getUserMedia' | 'getDisplayMedia' | 'clone'
  readonly capture: number | null
  readonly readyState: MediaStreamTrackState
}

/** A media element that was given a stream with sound. */
export interface PlayerReport {
  readonly playing: boolean
  readonly muted: boolean
  readonly sinkId: string
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
  /** One per size of a video that is sent. */
  outboundVideo(): Promise<readonly OutboundVideo[]>
  /** Some encoded frames of own video, before and after what the page did to them; none where it does nothing. */
  encodedFrames(): readonly EncodedFrame[]
  lineFigures(): Promise<LineFigures>
  /** Elements that hold sound now, in or outside the document. */
  players(): readonly PlayerReport[]
  /** How loud the tone of this page is from now on: amplitude of the sine, 0..1; 0.3 at first. */
  speak(amplitude: number): void
  /** How often the page has read counters of the browser so far, the reads of the bench itself included. */
  reads(): CounterReads
  /** Forgets earlier packets, and keeps what comes over data channels, WebSockets and EventSources from now on. */
  recordPackets(): void
  /** How many of the kept packets hold that ASCII text: as it is, in base64, in hexadecimal or in UTF-16. */
  packetsWith(text: string): Promise<number>
  /** Ends a capture from outside, with its descendants, as "Stop sharing" or pulling the plug does. */
  endCaptures(kind: 'audio' | 'video', api: 'getUserMedia' | 'getDisplayMedia'): void
  /** Mutes every live capture of that kind with its descendants, as the system does for a phone call, or gives them back. */
  interruptCaptures(kind: 'audio' | 'video', taken: boolean): void
}

declare global {
  interface Window {
    bench: BenchPage
    benchOptions?: BenchOptions
  }
}
