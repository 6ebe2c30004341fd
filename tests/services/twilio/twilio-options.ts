/** How a participant is put out: what the real service does is not public. */
export type KickStyle =
  /** `disconnected` of any status but `completed`: the page sees `disconnected` without an error. */
  | 'disconnected'
  /** The socket is closed with 1000: the page sees the same, and sends nothing more. */
  | 'close-1000'
  /** `error` with this code. */
  | { readonly error: number }

export interface TwilioOptions {
  /** Seconds that clients are told: for so long they try to come back. Default 30. */
  readonly sessionTimeout?: number
  /** ms for which somebody whose line broke stays in the room as `reconnecting`. Default 3000, see the README. */
  readonly graceMs?: number
  /** ms between heartbeats that is agreed upon at most, above 200; three missed ones end a line. Default 5000. */
  readonly heartbeatMs?: number
  /** What a minute of a room's time-outs and of `MaxParticipantDuration` takes here, ms. Default 60,000. */
  readonly minuteMs?: number
  /** Whether whoever joins a room that is not there creates it, a setting of the account. Default true. */
  readonly clientRoomCreation?: boolean
  /** Default 50. */
  readonly maxParticipants?: number
  /** Tracks that one participant may publish. Default 16. */
  readonly maxTracks?: number
  /**
   * The peer connection that the SDK opens before it joins: closed, so that a page whose media fail learns it; or kept
   * without an answer, so that a page never does. Default `close`.
   */
  readonly speculative?: 'close' | 'keep'
  /** Dominant speaker, network quality and the like over a data channel of this process. Default true. */
  readonly mediaChannels?: boolean
  /** What REST does to a participant who is disconnected by it. Default `disconnected`. */
  readonly kick?: KickStyle
  /** Code of the answer to a page that comes back to a session which is over. Default 53204. */
  readonly lostSession?: number
  /** ms after which an offer without an answer is given up and the two pages get a new connection. Default 5000. */
  readonly stuckOfferMs?: number
  /** Given to pages in `iced`. Default none. */
  readonly iceServers?: readonly { readonly urls: string | readonly string[] }[]
}

export type TwilioSettings = Required<TwilioOptions>

export function withDefaults(options: TwilioOptions): TwilioSettings {
  return {
    sessionTimeout: 30,
    graceMs: 3_000,
    heartbeatMs: 5_000,
    minuteMs: 60_000,
    clientRoomCreation: true,
    maxParticipants: 50,
    maxTracks: 16,
    speculative: 'close',
    mediaChannels: true,
    kick: 'disconnected',
    lostSession: 53204,
    stuckOfferMs: 5_000,
    iceServers: [],
    ...options,
  }
}
