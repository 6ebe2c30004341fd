import { matches, type Subject, type TrackFilter } from './fault-rules.ts'
import { TwilioError } from './twilio-error.ts'
import type { TwilioRoom } from './twilio-room.ts'
import type { Membership, TwilioRooms } from './twilio-rooms.ts'

export interface Transcription {
  readonly identity: string
  readonly text: string
  readonly partial?: boolean
  readonly language?: string
  /** From 1 on. */
  readonly sequence: number
}

/** What a media server notices and tells pages of: here a test says it. Pages hear what they asked for in `connect`. */
export class TwilioSignals {
  readonly #rooms: TwilioRooms

  constructor(rooms: TwilioRooms) {
    this.#rooms = rooms
  }

  /** @param identity null for nobody */
  dominantSpeaker(room: string, identity: string | null): void {
    const found = this.#room(room)
    const participant = identity === null ? null : this.#sid(found, identity)
    for (const channels of found.channels.values())
      channels.send('active_speaker', { type: 'active_speaker', participant })
  }

  /** @param level 0 to 5; pages are told within about a second, when they next report */
  networkQuality(subject: Subject, level: number): void {
    for (const { participant } of this.#people(subject)) participant.networkQuality = level
  }

  /** Stops or restores the pictures of others for a subscriber, as a server does that saves bandwidth. */
  switchOff(subscriber: Subject, publisher: string, isOff: boolean, filter: TrackFilter = { kind: 'video' }): void {
    for (const { participant, room } of this.#people(subscriber)) {
      const tracks = [...room.present.values()]
        .filter(({ identity }) => identity === publisher)
        .flatMap((far) => far.readyTracks())
        .filter(({ state }) => (filter.kind ?? state.kind) === state.kind && (filter.name ?? state.name) === state.name)
        .map(({ sid }) => sid)
      const changes = isOff ? { off: tracks, on: [] } : { off: [], on: tracks }
      room.channels.get(participant.sid)?.send('track_switch_off', { type: 'track_switch_off', ...changes })
    }
  }

  transcription(room: string, { identity, language = 'en-US', partial = false, sequence, text }: Transcription): void {
    const found = this.#room(room)
    const participant = found.find(identity)
    const track = participant?.readyTracks().find(({ state }) => state.kind === 'audio')
    for (const channels of found.channels.values())
      channels.send('extension_transcriptions', {
        type: 'extension_transcriptions',
        participant: this.#sid(found, identity),
        track: track?.sid ?? null,
        transcription: text,
        partial_results: partial,
        language_code: language,
        sequence_number: sequence,
        timestamp: new Date().toISOString(),
      })
  }

  recording(room: string, on: boolean): void {
    this.#room(room).record(on)
  }

  /** The recorder gets no media of somebody's tracks, or gets them again; pages hear it that asked for such warnings. */
  recordingWarning(subject: Subject, lost: boolean, kind: 'audio' | 'video'): void {
    for (const { participant, room } of this.#people(subject))
      for (const { sid, state } of participant.readyTracks()) if (state.kind === kind) room.warn(participant, sid, lost)
  }

  #room(nameOrSid: string): TwilioRoom {
    const found = this.#rooms.find(nameOrSid)
    if (found === null) throw new TwilioError(20404, `There is no room ${nameOrSid}.`)
    return found
  }

  #sid(room: TwilioRoom, identity: string): string {
    const sid = room.find(identity)?.sid
    if (sid === undefined) throw new TwilioError(20404, `${identity} is not in the room.`)
    return sid
  }

  #people(subject: Subject): Membership[] {
    return this.#rooms.people((where) => matches(subject, where))
  }
}
