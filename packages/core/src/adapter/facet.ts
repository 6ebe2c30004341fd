import type { Source } from './source.ts'

/** Send packets. Core frames, chunks and reassembles; a packet never exceeds `limits.packetBytes`. */
export interface MessagesFacet {
  /**
   * Resolves when the transport took the packet and can take the next (back-pressure). A packet with `to` reaches those
   * presence keys and nobody else.
   */
  send(
    packet: Uint8Array,
    options: { readonly to: readonly string[] | null; readonly reliable: boolean },
  ): Promise<void>
}

export interface SubscriptionsFacet {
  /** Idempotent. The result shows as `media` of the track's next `track-present`. */
  setSubscribed(track: string, subscribed: boolean): Promise<void>
}

/** A hint, never an error. Sizes in whole pixels of the screen, at most two to a CSS pixel; `null` means "not shown". */
export interface VideoPreferencesFacet {
  setPreferred(track: string, size: { readonly width: number; readonly height: number } | null): void
}

/** Cumulative counters of one media stream as the transport knows them. Unknown is absent. */
export interface StatsRecord {
  /** Binding key for `inbound`; the source for `outbound`. */
  readonly track: string | Source
  readonly direction: 'inbound' | 'outbound'
  /** Remote presence for a mesh, where one source has one stream per peer. */
  readonly participant?: string
  readonly bytes: number
  readonly packets?: number
  readonly packetsLost?: number
  readonly jitterMs?: number
  readonly roundTripMs?: number
  readonly framesPerSecond?: number
  readonly width?: number
  readonly height?: number
  /** Share of the time, 0..1, in which audio was concealed; cumulative counters of the codec. */
  readonly concealedSamples?: number
  readonly totalSamples?: number
}

export interface StatsFacet {
  /** Called only while somebody observes, at most once a second. */
  sample(): Promise<readonly StatsRecord[]>
}

export interface LevelsFacet {
  /** Linear 0..1 by presence key, `self` for the local microphone. Called only while observed, about 5 times a second. */
  sample(): ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>
}

export interface ProfileFacet {
  /**
   * Changes what others see of the local participant, who get it in their next `participant-present`. An absent field stays
   * as it is. Resolves when the vendor took it; rejects, with `forbidden` where the token does not allow it.
   */
  update(profile: { readonly displayName?: string; readonly metadata?: string }): Promise<void>
}

/**
 * End-to-end encryption with one key for the room. It begins with `AdapterJoinRequest.encryptionKey`; a session joined
 * without one stays in the clear, and core does not call this.
 *
 * What cannot be decrypted is neither shown nor heard. An adapter says so with `warning-raised`, code `decryption-failed`,
 * once per participant and key. An adapter that needs something of the app for it (a worker that its bundler makes) declares
 * `none` as long as it has not got that.
 */
export interface EncryptionFacet {
  /** Another key. Resolves when what is sent next is encrypted with it. */
  setKey(key: Uint8Array): Promise<void>
}

/**
 * Whether this page receives captions. Not the vendor's caption service, which is started for the whole room on a server:
 * an adapter never starts, stops or pays for it. Core drops `caption-received` outside of start and stop, so an adapter whose
 * vendor sends captions unasked, or decides when joining, has nothing to do here and says so in its note.
 */
export interface CaptionsFacet {
  /**
   * Holds over reconnects until `stop()`.
   *
   * @param options.language BCP 47; a wish, for vendors that translate
   */
  start(options: { readonly language?: string }): Promise<void>
  stop(): Promise<void>
}

export interface SpeakerFacet {
  setSpeaker(deviceId: string): Promise<void>
  /** Linear 0..1; `participant` is a presence key, absent for all. */
  setVolume(volume: number, participant?: string): Promise<void>
  /** Called from a user gesture after `audio-blocked`; when sound plays, that is reported as `blocked: false`. */
  resume(): Promise<void>
}

export interface Facets {
  readonly messages: MessagesFacet
  readonly subscriptions: SubscriptionsFacet
  readonly videoPreferences: VideoPreferencesFacet
  readonly stats: StatsFacet
  readonly levels: LevelsFacet
  readonly profile: ProfileFacet
  readonly encryption: EncryptionFacet
  readonly captions: CaptionsFacet
  readonly speaker: SpeakerFacet
}
