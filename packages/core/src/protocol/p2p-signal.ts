/**
 * Wire format of the embedded p2p provider between a browser and the control plane. One resumable server stream per
 * participant carries these as JSON. The server assigns the peer id and stamps `from`: a sender cannot choose it.
 */
export interface P2pPeer {
  /** Server-minted, one per presence, never reused. */
  readonly peer: string
  readonly identity: string
  readonly role: string
  /** Whether the role may publish; receivers drop media of a peer that may not. */
  readonly canPublish: boolean
  readonly displayName?: string
  /** Unix time in ms. */
  readonly joinedAt: number
  /** In `welcome`: signaling of this peer is absent right now, as after `peer-absent`. */
  readonly absent?: boolean
}

/** Server → browser. Every frame has a `seq`; a reconnecting client resumes after the last one it saw. */
export type P2pServerSignal = { readonly seq: number } & (
  | {
      /** First frame of a new connection, and again after a resume: everybody present, without the receiver. */
      readonly type: 'welcome'
      readonly self: P2pPeer
      readonly peers: readonly P2pPeer[]
    }
  | { readonly type: 'peer-joined'; readonly peer: P2pPeer }
  | { readonly type: 'peer-left'; readonly peer: string; readonly reason: 'left' | 'removed' | 'lost' | 'replaced' }
  /** Signaling of this peer is absent: whoever still receives from them answers `still-receiving` every 2 s. */
  | { readonly type: 'peer-absent'; readonly peer: string }
  | { readonly type: 'peer-back'; readonly peer: string }
  | { readonly type: 'signal'; readonly from: string; readonly payload: P2pPeerSignal }
  /**
   * The room is over for one peer or for all. `proof` is a compact JWS (ES256, key in the grant) over
   * `{ room, occurrence, peer: string | '*', reason, iat }`: a receiver closes its connection to that peer only when it verifies.
   */
  | {
      readonly type: 'expelled'
      readonly peer: string | '*'
      readonly reason: 'removed' | 'room-ended' | 'replaced'
      readonly proof: string
    }
)

/** Browser → server. */
export type P2pClientSignal =
  | { readonly type: 'signal'; readonly to: string; readonly payload: P2pPeerSignal }
  | { readonly type: 'still-receiving'; readonly peer: string }
  | { readonly type: 'leave' }

/** One source as its sender publishes it to one peer. */
export interface P2pSource {
  readonly source: string
  readonly mediaKind: 'audio' | 'video'
  /** The transceiver's, `null` while there is none: then the side that makes the offers adds one. */
  readonly mid: string | null
  /** Never reused by this sender within one presence. */
  readonly binding: string
  readonly muted: boolean
}

/**
 * Browser → browser: over the peers' own control data channel while it works, otherwise relayed by the server, which
 * checks shape and size and reads nothing else. Where it is unclear whether the channel still works a message takes both
 * ways; revisions make the repeat harmless.
 */
export type P2pPeerSignal =
  /** `revision` counts the sender's offers; an answer carries the revision of the offer it answers, so a late one is known. */
  | {
      readonly kind: 'description'
      readonly revision: number
      readonly description: { readonly type: 'offer' | 'answer'; readonly sdp: string }
    }
  | { readonly kind: 'candidate'; readonly candidate: Readonly<Record<string, unknown>> }
  /** Level-triggered: everything the sender publishes to this peer now. */
  | { readonly kind: 'sources'; readonly revision: number; readonly sources: readonly P2pSource[] }
  /** Asks the side that makes the offers, the one with the smaller peer id, for new ICE candidates. */
  | { readonly kind: 'restart' }
  /** Level-triggered: the sources the sender of this message does not want to receive. */
  | { readonly kind: 'unwanted'; readonly revision: number; readonly sources: readonly string[] }

/** Over the control data channel only, never relayed. */
export type P2pChannelSignal =
  | P2pPeerSignal
  /** Sent every second. */
  | { readonly kind: 'alive' }
  /** The sender leaves now. */
  | { readonly kind: 'goodbye' }

/** `credentials` of a p2p grant. */
export interface P2pCredentials {
  readonly signaling: { readonly url: string; readonly webSocket: boolean }
  /** Bearer token of the signaling stream; one room, one identity, short. */
  readonly token: string
  /** The occurrence of the room this grant is for; `expelled` proofs name it. */
  readonly occurrence: string
  readonly iceServers: readonly {
    readonly urls: string | readonly string[]
    readonly username?: string
    readonly credential?: string
  }[]
  /** `relay` hides every address of the participants from each other. */
  readonly iceTransportPolicy: 'all' | 'relay'
  /** Public key (JWK, P-256) that verifies `expelled`. */
  readonly verifyKey: Readonly<Record<string, unknown>>
  readonly maxParticipants: number
  /** How long `reconnecting` may last before the session ends with that reason, ms; absent in grants of older servers. */
  readonly giveUpAfterMs?: Readonly<Record<'connection-lost' | 'media-lost', number>>
}
