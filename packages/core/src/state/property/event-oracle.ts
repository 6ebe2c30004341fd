import { disconnectReasons } from '../../adapter/disconnect-reason.ts'
import type { RoomEvent } from '../room-event.ts'
import type { ConnectionState, ParticipantSnapshot, RoomSnapshot, TrackSnapshot } from '../room-snapshot.ts'

const legalNext: Record<ConnectionState, readonly ConnectionState[]> = {
  idle: ['joining'],
  joining: ['waiting', 'connected', 'disconnected'],
  waiting: ['joining', 'disconnected'],
  connected: ['reconnecting', 'disconnected'],
  reconnecting: ['connected', 'disconnected'],
  disconnected: ['joining'],
}

interface KnownParticipant {
  snapshot: ParticipantSnapshot
  readonly tracks: Map<string, TrackSnapshot>
}

/**
 * Follows a room by its events alone and complains when their order breaks an invariant, when an event is not explained by
 * the snapshot that is readable at that moment, or when events and snapshot tell different stories.
 */
export class EventOracle {
  #connection: ConnectionState = 'idle'
  readonly #participants = new Map<string, KnownParticipant>()
  readonly #usedIds = new Set<string>()
  /** No batch of this join has announced people yet. */
  #entering = true
  #owesDisconnected = false

  /** One event, with the snapshot that is readable while it is delivered. */
  event(event: RoomEvent, snapshot: RoomSnapshot): void {
    switch (event.type) {
      case 'connectionChanged': {
        const { state, reason } = event.payload[0]
        this.#check(legalNext[this.#connection].includes(state), `${this.#connection} → ${state}`)
        this.#check(snapshot.connection === event.payload[0], 'connectionChanged is not in the snapshot')
        this.#connection = state
        if (state === 'joining') this.#entering = true
        if (state !== 'disconnected') return
        this.#check(this.#participants.size === 0, 'disconnected before everybody left')
        this.#check(reason !== null && disconnectReasons.includes(reason.unified), 'a disconnect without a reason')
        this.#owesDisconnected = true
        return
      }
      case 'disconnected':
        this.#check(this.#owesDisconnected, 'disconnected twice, or without connectionChanged')
        this.#check(event.payload[0] === snapshot.connection.reason, 'the reason is not in the snapshot')
        this.#owesDisconnected = false
        return
      case 'participantJoined':
        this.#joined(event.participant, snapshot)
        return
      case 'participantUpdated':
        this.#known(event.participant.id).snapshot = event.participant
        return
      case 'participantLeft': {
        const { tracks } = this.#known(event.participant.id)
        this.#check(tracks.size === 0, 'left before its tracks were unpublished')
        this.#check(disconnectReasons.includes(event.reason.unified), 'left without a reason')
        this.#check(this.#shown(event.participant.id, snapshot) === undefined, 'left, and still in the snapshot')
        this.#participants.delete(event.participant.id)
        return
      }
      case 'trackPublished':
      case 'trackSubscribed':
      case 'trackMuted':
      case 'trackUnmuted':
      case 'trackPaused':
      case 'trackResumed':
      case 'trackReplaced':
      case 'trackUnsubscribed':
      case 'trackUnpublished':
        this.#track(event, snapshot)
        return
      case 'qualityChanged':
      case 'activeSpeakersChanged':
      case 'lobbyChanged':
      case 'selfChanged':
      case 'complianceChanged':
      case 'recordingChanged':
        return
      default:
        throw new Error(`unexpected ${event.type}`)
    }
  }

  /** After the events of one input: they must have told everything that the snapshot shows. */
  settled(snapshot: RoomSnapshot): void {
    this.#check(!this.#owesDisconnected, 'connectionChanged without disconnected')
    this.#check(snapshot.connection.state === this.#connection, 'connection differs from its events')
    if (this.#connection === 'connected') this.#entering = false
    this.#check(snapshot.participants.length === this.#participants.size, 'people differ from their events')
    for (const shown of snapshot.participants) {
      const { snapshot: told, tracks } = this.#known(shown.id)
      this.#check(
        shown.displayName === told.displayName && shown.presence === told.presence && shown.identity === told.identity,
        'a participant differs from its events',
      )
      this.#check(shown.tracks.length === tracks.size, 'tracks differ from their events')
      let camera = 'off'
      let microphone = 'off'
      for (const track of shown.tracks) {
        const known = tracks.get(track.id)
        this.#check(
          known !== undefined &&
            known.muted === track.muted &&
            known.subscribed === track.subscribed &&
            known.paused === track.paused &&
            known.generation === track.generation,
          'a track differs from its events',
        )
        if (track.source === 'camera' && !track.muted) camera = 'live'
        if (track.source === 'microphone' && !track.muted) microphone = 'live'
      }
      this.#check(
        camera === shown.camera && microphone === shown.microphone,
        'camera or microphone differs from the tracks',
      )
    }
    for (const { participantId } of snapshot.activeSpeakers) {
      this.#check(
        participantId === 'self' || this.#participants.has(participantId) || this.#connection === 'joining',
        'a speaker who is not here',
      )
    }
  }

  #joined(participant: ParticipantSnapshot, snapshot: RoomSnapshot): void {
    const { id, initial } = participant
    this.#check(this.#connection === 'connected' || this.#connection === 'reconnecting', 'joined outside the call')
    this.#check(!this.#usedIds.has(id), 'joined twice')
    this.#check(initial === this.#entering, `initial is ${initial}`)
    this.#check(this.#shown(id, snapshot) !== undefined, 'joined, and not in the snapshot')
    this.#usedIds.add(id)
    this.#participants.set(id, { snapshot: participant, tracks: new Map() })
  }

  #track({ type, track }: Extract<RoomEvent, { track: TrackSnapshot }>, snapshot: RoomSnapshot): void {
    const { tracks } = this.#known(track.participantId)
    const before = tracks.get(track.id)
    if (type === 'trackPublished') {
      this.#check(before === undefined && !this.#usedIds.has(track.id), 'published twice')
      this.#usedIds.add(track.id)
      tracks.set(track.id, { ...track, subscribed: false })
      return
    }
    if (before === undefined) throw new Error(`${type} of a track that is not published`)
    if (type === 'trackUnpublished') {
      this.#check(!before.subscribed, 'unpublished while subscribed')
      const shown = this.#shown(track.participantId, snapshot)?.tracks.some(({ id }) => id === track.id)
      this.#check(shown !== true, 'unpublished, and still in the snapshot')
      tracks.delete(track.id)
      return
    }
    this.#check(type !== 'trackReplaced' || track.generation > before.generation, 'replaced by an older generation')
    const changes: Partial<TrackSnapshot> = {
      trackSubscribed: { subscribed: true },
      trackUnsubscribed: { subscribed: false },
      trackMuted: { muted: true },
      trackUnmuted: { muted: false },
      trackPaused: { paused: true },
      trackResumed: { paused: false },
      trackReplaced: { generation: track.generation },
    }[type]
    for (const [name, value] of Object.entries(changes)) {
      this.#check(before[name as keyof TrackSnapshot] !== value, `${type} twice`)
    }
    tracks.set(track.id, { ...before, ...changes })
  }

  #known(id: string): KnownParticipant {
    const known = this.#participants.get(id)
    if (known === undefined) throw new Error('an event of a participant who is not here')
    return known
  }

  #shown(id: string, snapshot: RoomSnapshot): ParticipantSnapshot | undefined {
    return snapshot.participants.find((participant) => participant.id === id)
  }

  #check(holds: boolean, complaint: string): void {
    if (!holds) throw new Error(complaint)
  }
}
