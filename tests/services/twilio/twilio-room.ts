import { answerChannels } from './answer-channels.ts'
import type { FaultRules } from './fault-rules.ts'
import type { MediaChannels } from './media-channels.ts'
import { RoomPairs } from './room-pairs.ts'
import { judgeTrack, subscribedState, wholeState } from './room-state.ts'
import type {
  ConnectRequest,
  LocalParticipantState,
  PeerConnectionState,
  RoomChanges,
  RspReply,
  SyncRequest,
  UpdateRequest,
} from './rsp-message.ts'
import type { CallbackEvent, CallbackParameters } from './status-callbacks.ts'
import { TwilioError } from './twilio-error.ts'
import type { KickStyle, TwilioSettings } from './twilio-options.ts'
import { type ParticipantLine, type PublishedTrack, TwilioParticipant } from './twilio-participant.ts'
import type { RoomParameters } from './twilio-room-parameters.ts'
import { newSid } from './twilio-sid.ts'

export interface RoomSurroundings {
  readonly settings: TwilioSettings
  readonly rules: FaultRules
  /** Posts a status callback of this room. */
  report(room: TwilioRoom, event: CallbackEvent, parameters?: CallbackParameters): void
  ended(room: TwilioRoom): void
}

export interface Joining {
  readonly request: ConnectRequest
  readonly identity: string
  readonly line: ParticipantLine
  readonly channels: MediaChannels | null
}

/** One room from its creation to its end: who is in it, what they publish, and who is told what. */
export class TwilioRoom {
  readonly sid: string = newSid('RM')
  readonly name: string
  readonly parameters: RoomParameters
  readonly createdAt: Date = new Date()
  updatedAt: Date = new Date()
  endedAt: Date | null = null
  recording: { is_recording: boolean; revision: number }
  /** By sid; `connected` and `reconnecting`. */
  readonly present: Map<string, TwilioParticipant> = new Map()
  /** Those who left too, the last one first. */
  readonly everyone: TwilioParticipant[] = []
  readonly pairs: RoomPairs
  readonly channels: Map<string, MediaChannels> = new Map()
  readonly #around: RoomSurroundings
  #timer: NodeJS.Timeout | undefined
  #warnings = 0

  constructor(parameters: RoomParameters, around: RoomSurroundings) {
    this.parameters = parameters
    this.name = parameters.uniqueName ?? this.sid
    this.recording = { is_recording: parameters.recordOnConnect, revision: 1 }
    this.#around = around
    this.pairs = new RoomPairs(around.settings.stuckOfferMs, {
      send: (sid, states) => this.#tell(sid, { peer_connections: states }),
      mayReplace: (sids) => sids.every((sid) => this.present.get(sid)?.state === 'connected'),
      replace: (pair, next) => this.#renew(pair.sids, pair.id, next),
    })
    around.report(this, 'room-created')
    this.#endAfter(parameters.unusedRoomTimeout)
  }

  find(sidOrIdentity: string): TwilioParticipant | null {
    const known = [...this.present.values(), ...this.everyone]
    return known.find(({ identity, sid }) => sid === sidOrIdentity || identity === sidOrIdentity) ?? null
  }

  /** @throws {TwilioError} 53105 */
  join({ channels, identity, line, request }: Joining): TwilioParticipant {
    const { rules, settings } = this.#around
    const older = [...this.present.values()].find((participant) => participant.identity === identity)
    if (older !== undefined) this.remove(older, { error: 53205 })
    const isFull = this.present.size >= this.parameters.maxParticipants || rules.isFull({ room: this, identity })
    if (isFull) throw new TwilioError(53105)
    clearTimeout(this.#timer)
    const subscribes = request.subscribe.rules.some(({ all, type }) => type === 'include' && all)
    const newcomer = new TwilioParticipant(identity, request.token, subscribes, line)
    const closing: PeerConnectionState[] = []
    for (const { id } of request.peer_connections) {
      if (settings.speculative === 'keep') newcomer.keptConnections.add(id)
      else closing.push({ id, description: { type: 'close', revision: 2 } })
    }
    for (const other of this.present.values()) this.pairs.open(newcomer.sid, other.sid)
    if (channels !== null) {
      this.channels.set(newcomer.sid, channels)
      answerChannels(this, newcomer, channels)
    }
    this.present.set(newcomer.sid, newcomer)
    this.everyone.unshift(newcomer)
    newcomer.durationTimer = this.#later(this.parameters.maxParticipantDuration / 60, () =>
      this.remove(newcomer, { error: 53216 }),
    )
    this.#around.report(this, 'participant-connected', about(newcomer))
    this.#takeTracks(newcomer, request.participant)
    const state = wholeState(this, this.#around, newcomer)
    newcomer.send({
      type: 'connected',
      session: newcomer.session,
      ...state,
      peer_connections: [...state.peer_connections, ...closing],
    })
    this.#announce(newcomer)
    return newcomer
  }

  /** Somebody is back on a new line. */
  resync(participant: TwilioParticipant, request: SyncRequest, line: ParticipantLine): void {
    clearTimeout(participant.graceTimer)
    const old = participant.line
    participant.line = line
    old?.terminate()
    participant.state = 'connected'
    participant.touch()
    this.#takeTracks(participant, request.participant)
    const broken = this.#takeConnections(participant, request.peer_connections)
    participant.send({ type: 'synced', ...wholeState(this, this.#around, participant) })
    this.#announce(participant)
    for (const id of broken) this.pairs.replace(id)
  }

  update(participant: TwilioParticipant, { participant: local, peer_connections }: UpdateRequest): void {
    if (local !== undefined && this.#takeTracks(participant, local)) {
      this.#tell(participant.sid, { published: participant.publishedState() })
      this.#announce(participant)
    }
    for (const id of this.#takeConnections(participant, peer_connections ?? [])) this.pairs.replace(id)
  }

  /** The line of somebody broke: they have the grace to come back. */
  lost(participant: TwilioParticipant, line: ParticipantLine): void {
    if (participant.line !== line || participant.state !== 'connected') return
    participant.line = null
    participant.state = 'reconnecting'
    participant.touch()
    participant.graceTimer = setTimeout(() => this.leave(participant), this.#around.settings.graceMs).unref()
    this.#announce(participant)
  }

  leave(participant: TwilioParticipant): void {
    if (!this.#forget(participant)) return
    const closed = this.pairs.close(participant.sid)
    for (const other of this.present.values()) {
      const connection = closed.get(other.sid)
      this.#tell(other.sid, {
        participants: [participant.remoteState()],
        subscribed: subscribedState(this, this.#around.rules, other),
        ...(connection && { peer_connections: [connection] }),
      })
    }
    if (this.present.size === 0) this.#endAfter(this.parameters.emptyRoomTimeout)
  }

  remove(participant: TwilioParticipant, how: KickStyle): void {
    const { line } = participant
    participant.line = null
    if (how === 'close-1000') line?.close(1000)
    else if (how === 'disconnected') line?.send({ type: 'disconnected', version: 2, status: 'disconnected' })
    else line?.send({ type: 'error', version: 2, ...new TwilioError(how.error).state() })
    this.leave(participant)
  }

  complete(): void {
    if (this.endedAt !== null) return
    this.endedAt = new Date()
    this.updatedAt = this.endedAt
    clearTimeout(this.#timer)
    for (const participant of [...this.present.values()]) {
      participant.send({ type: 'disconnected', version: 2, status: 'completed' })
      this.#forget(participant)
      this.pairs.close(participant.sid)
    }
    this.#around.report(this, 'room-ended', { RoomDuration: String(secondsSince(this.createdAt, this.endedAt)) })
    this.#around.ended(this)
  }

  record(on: boolean): void {
    if (this.recording.is_recording === on) return
    this.recording = { is_recording: on, revision: this.recording.revision + 1 }
    for (const sid of this.present.keys()) this.#tell(sid, { recording: this.recording })
  }

  /** Whether the recorder gets media of a track, told to its publisher. */
  warn(participant: TwilioParticipant, trackSid: string, lost: boolean): void {
    this.#warnings += 1
    const tracks = { [trackSid]: { recordings: lost ? ('NO_MEDIA' as const) : ('OK' as const) } }
    participant.send({ type: 'warning', version: 2, states: { revision: this.#warnings, tracks } })
  }

  /** After the rules of who gets what have changed. */
  announceSubscriptions(): void {
    for (const participant of this.present.values())
      this.#tell(participant.sid, { subscribed: subscribedState(this, this.#around.rules, participant) })
  }

  #takeTracks(participant: TwilioParticipant, local: LocalParticipantState): boolean {
    const changes = participant.take(local, (track) => judgeTrack(this, this.#around, participant, track))
    if (changes === null) return false
    const report = (event: CallbackEvent, tracks: readonly PublishedTrack[]) => {
      for (const { sid, state } of tracks) {
        const track = { TrackSid: sid, TrackKind: state.kind, TrackName: state.name }
        this.#around.report(this, event, { ...about(participant), ...track })
      }
    }
    report('track-removed', changes.removed)
    report('track-added', changes.added)
    for (const track of changes.toggled) report(track.state.enabled ? 'track-enabled' : 'track-disabled', [track])
    return true
  }

  /** Gives the ids of those that cannot go on. */
  #takeConnections(participant: TwilioParticipant, states: readonly PeerConnectionState[]): string[] {
    const channels = this.channels.get(participant.sid)
    return states.flatMap((state) => {
      if (state.id === channels?.id) channels.receive(state)
      else if (!participant.keptConnections.has(state.id) && this.pairs.receive(participant.sid, state) === 'broken')
        return [state.id]
      return []
    })
  }

  /** Tells everybody else how somebody is now. */
  #announce(participant: TwilioParticipant): void {
    for (const other of this.present.values()) {
      if (other === participant) continue
      this.#tell(other.sid, {
        participants: [participant.remoteState()],
        subscribed: subscribedState(this, this.#around.rules, other),
      })
    }
  }

  /** Old connection away and with it what it carried; then the new one, over which the same tracks come again. */
  #renew(sids: readonly string[], old: string, next: () => void): void {
    const closing: PeerConnectionState = { id: old, description: { type: 'close', revision: 1 } }
    const people = sids.flatMap((sid) => this.present.get(sid) ?? [])
    for (const participant of people) {
      const far = sids.find((sid) => sid !== participant.sid)
      const subscribed = subscribedState(this, this.#around.rules, participant, far)
      this.#tell(participant.sid, { peer_connections: [closing], subscribed })
    }
    next()
    for (const participant of people)
      this.#tell(participant.sid, { subscribed: subscribedState(this, this.#around.rules, participant) })
  }

  #forget(participant: TwilioParticipant): boolean {
    if (!this.present.delete(participant.sid)) return false
    clearTimeout(participant.graceTimer)
    clearTimeout(participant.durationTimer)
    this.channels.get(participant.sid)?.close()
    this.channels.delete(participant.sid)
    participant.state = 'disconnected'
    participant.endedAt = new Date()
    participant.touch()
    const duration = String(secondsSince(participant.startedAt, participant.endedAt))
    this.#around.report(this, 'participant-disconnected', { ...about(participant), ParticipantDuration: duration })
    return true
  }

  #tell(sid: string, changes: RoomChanges): void {
    const reply: RspReply = { type: 'update', version: 2, ...changes }
    this.present.get(sid)?.send(reply)
  }

  #endAfter(minutes: number): void {
    clearTimeout(this.#timer)
    this.#timer = this.#later(minutes, () => this.complete())
  }

  #later(minutes: number, act: () => void): NodeJS.Timeout {
    return setTimeout(act, minutes * this.#around.settings.minuteMs).unref()
  }
}

function about({ identity, sid, state }: TwilioParticipant): CallbackParameters {
  return { ParticipantSid: sid, ParticipantIdentity: identity, ParticipantStatus: state }
}

export function secondsSince(start: Date, end: Date): number {
  return Math.round((end.getTime() - start.getTime()) / 1000)
}
