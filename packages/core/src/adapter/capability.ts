/**
 * How a feature is there: `native` (the vendor's own), `emulated` (by adapter or core, same behavior, other means; `note`
 * says how) or `none`.
 */
export type Support = 'native' | 'emulated' | 'none'

/** One row of an adapter's capabilities. */
export interface Capability {
  readonly support: Support
  /** What a reader must know, in one sentence. */
  readonly note?: string
}

/**
 * Features with a command behind them. Each is an optional facet of the session with the same name; the type system ties
 * the two together (see `defineAdapter`) and core refuses a command whose feature is `none` before the adapter sees it.
 */
export const facetNames = [
  /** Send packets to others. */
  'messages',
  /** Choose per track whether it is received; also what audio-only mode uses. */
  'subscriptions',
  /** Say which size a video is shown at, so that no more is sent. */
  'videoPreferences',
  /** Per-track counters. */
  'stats',
  /** Audio levels of everybody, sampled on demand. */
  'levels',
  /** Change the own display name and metadata during the call. */
  'profile',
  /** End-to-end encryption with a key from the app. */
  'encryption',
  /** Receive captions on this page. The service that makes them is started on a server. */
  'captions',
  /** Choose the loudspeaker where the SDK plays the audio itself. */
  'speaker',
] as const

export type FacetName = (typeof facetNames)[number]

/**
 * Features without a command: what facts an app can count on. Core reads `activeSpeakers` and `networkQuality` to decide
 * what to derive itself, and those of sources and messages to refuse what is not there. The conformance suite reads all of
 * them but `regions` to decide what must be seen, and apps ask `room.supports()`.
 */
export const traitNames = [
  /** `speakers-changed` is reported. `emulated`: core derives it from `levels` while somebody listens. */
  'activeSpeakers',
  /** `quality-changed` is reported. `emulated`: core derives it from `stats`. */
  'networkQuality',
  /** `recording-changed` is reported by the vendor to every participant. */
  'recordingState',
  /** Screen share. */
  'screenShare',
  /** Audio of a shared screen or tab. */
  'screenAudio',
  /** Tracks the app makes itself. */
  'customTracks',
  /** A local track is replaced without a gap; `emulated`: unpublish and publish. */
  'replaceTrack',
  /** Media survives the loss of signaling. */
  'signalingResilience',
  /** One identity can be in the room once; a second join ends the first. */
  'uniqueIdentity',
  /**
   * The vendor can stop video by itself on a bad line and says so (`paused`). An adapter that only says when a line is down
   * declares `none`; `paused` may come all the same.
   */
  'networkPause',
  /** Several qualities of one video are sent. */
  'simulcast',
  /** Packets over 64 KiB in one piece; `emulated` where the adapter uses a stream of the vendor for them. */
  'bulkMessages',
  /** A packet to some reaches nobody else. */
  'targetedMessages',
  /** Packets that may be lost, in exchange for no head-of-line delay. */
  'lossyMessages',
  /** Region of media or signaling can be chosen. */
  'regions',
  /** A vendor-forced proxy or relay can be asked for. */
  'forcedRelay',
] as const

export type TraitName = (typeof traitNames)[number]
export type FeatureName = FacetName | TraitName

/** Numbers core keeps to on behalf of the app. */
export interface AdapterLimits {
  /** Largest packet `messages.send` takes, in bytes. Core chunks above it. 0 without messages. */
  readonly packetBytes: number
  /** People in one room that the adapter is meant for. */
  readonly participants: number
}

/** Everything an adapter can and cannot do, as data. */
export type Capabilities = { readonly [F in FeatureName]: Capability } & {
  readonly limits: AdapterLimits
  /**
   * Who plays remote audio: core through media elements, or the vendor's SDK (then core plays none, `speaker` is a facet
   * and `audio-blocked` is reported).
   */
  readonly audioPlayback: 'core' | 'adapter'
  /** What choosing a loudspeaker reaches. */
  readonly speakerScope: 'room' | 'page' | 'none'
}
