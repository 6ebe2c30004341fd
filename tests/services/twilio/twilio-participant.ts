import { randomUUID } from 'node:crypto'
import type {
  LocalParticipantState,
  LocalTrackState,
  PublishedState,
  RemoteParticipantState,
  RspReply,
} from './rsp-message.ts'
import type { ErrorState } from './twilio-error.ts'
import { newSid } from './twilio-sid.ts'

/** The line to a page. */
export interface ParticipantLine {
  send(reply: RspReply): void
  close(code: number): void
  terminate(): void
}

export interface PublishedTrack {
  readonly sid: string
  state: LocalTrackState
  /** Set when publishing was refused; nobody else hears of the track then. */
  readonly error: ErrorState | null
}

/** What a page changed about its own tracks. */
export interface TrackChanges {
  readonly added: readonly PublishedTrack[]
  readonly removed: readonly PublishedTrack[]
  /** Muted or unmuted. */
  readonly toggled: readonly PublishedTrack[]
}

/** One presence: its tracks and the revisions under which its state was told, to itself and to others. */
export class TwilioParticipant {
  readonly sid: string = newSid('PA')
  /** Known to the page alone; it comes back with it. */
  readonly session: string = randomUUID()
  readonly identity: string
  readonly token: string
  /** False: the page asked for no track at all (`automaticSubscription: false`). */
  readonly subscribes: boolean
  readonly startedAt: Date = new Date()
  endedAt: Date | null = null
  updatedAt: Date = new Date()
  state: 'connected' | 'reconnecting' | 'disconnected' = 'connected'
  line: ParticipantLine | null
  /** By the id that the page gave it. */
  readonly tracks: Map<string, PublishedTrack> = new Map()
  /** Peer connections of the page that stay without an answer. */
  readonly keptConnections: Set<string> = new Set()
  /** 0 to 5, as the page and the others are told that asked for it. */
  networkQuality = 5
  /** Ends the grace of a broken line. */
  graceTimer: NodeJS.Timeout | undefined
  /** Ends the longest stay that the room allows. */
  durationTimer: NodeJS.Timeout | undefined
  #seenRevision = 0
  #revision = 1
  #publishedRevision = 0
  #subscribedRevision = 0

  constructor(identity: string, token: string, subscribes: boolean, line: ParticipantLine) {
    this.identity = identity
    this.token = token
    this.subscribes = subscribes
    this.line = line
  }

  send(reply: RspReply): void {
    this.line?.send(reply)
  }

  readyTracks(): PublishedTrack[] {
    return [...this.tracks.values()].filter(({ error }) => error === null)
  }

  /** Others take a state only if its revision is higher than the last one they had. */
  touch(): void {
    this.#revision += 1
    this.updatedAt = new Date()
  }

  nextSubscribedRevision(): number {
    this.#subscribedRevision += 1
    return this.#subscribedRevision
  }

  /**
   * Takes over what a page says about itself; null for a state that was here before, as each ICE candidate brings one.
   * @param judge why a new track is refused, null if it is not
   */
  take(
    { revision, tracks }: LocalParticipantState,
    judge: (track: LocalTrackState) => ErrorState | null,
  ): TrackChanges | null {
    if (revision <= this.#seenRevision) return null
    this.#seenRevision = revision
    const added: PublishedTrack[] = []
    const toggled: PublishedTrack[] = []
    const removed: PublishedTrack[] = []
    const named = new Set(tracks.map(({ id }) => id))
    for (const [id, track] of this.tracks) {
      if (named.has(id)) continue
      this.tracks.delete(id)
      if (track.error === null) removed.push(track)
    }
    for (const state of tracks) {
      const track = this.tracks.get(state.id)
      if (track === undefined) {
        const made = { sid: newSid('MT'), state, error: judge(state) }
        this.tracks.set(state.id, made)
        if (made.error === null) added.push(made)
        continue
      }
      if (track.error === null && track.state.enabled !== state.enabled) toggled.push(track)
      track.state = state
    }
    this.touch()
    return { added, removed, toggled }
  }

  /** For the others. */
  remoteState(): RemoteParticipantState {
    const gone = this.state === 'disconnected'
    return {
      sid: this.sid,
      identity: this.identity,
      revision: this.#revision,
      state: this.state,
      tracks: (gone ? [] : this.readyTracks()).map(({ sid, state: { enabled, kind, name, priority } }) => ({
        sid,
        name,
        kind,
        enabled,
        priority,
      })),
    }
  }

  /** For the page itself: without a higher revision `publishTrack()` never resolves. */
  publishedState(): PublishedState {
    this.#publishedRevision += 1
    return {
      revision: this.#publishedRevision,
      tracks: [...this.tracks].map(([id, { sid, error }]) =>
        error === null ? { id, sid, state: 'ready' as const } : { id, state: 'failed' as const, error },
      ),
    }
  }
}
