import type { FaultRules, Whereabouts } from './fault-rules.ts'
import type { StatusCallbacks } from './status-callbacks.ts'
import { TwilioError } from './twilio-error.ts'
import type { TwilioSettings } from './twilio-options.ts'
import type { TwilioParticipant } from './twilio-participant.ts'
import { type RoomSurroundings, TwilioRoom } from './twilio-room.ts'
import { type RoomParameters, readRoomName, readRoomParameters } from './twilio-room-parameters.ts'
import type { TokenGrant } from './twilio-token.ts'

export interface Membership {
  readonly room: TwilioRoom
  readonly participant: TwilioParticipant
}

/** All rooms of a stand-in, those that are over too. */
export class TwilioRooms {
  /** The newest first. */
  readonly all: TwilioRoom[] = []
  readonly #settings: TwilioSettings
  readonly #around: RoomSurroundings
  /** In progress: a name is free again once its room is over. */
  readonly #byName: Map<string, TwilioRoom> = new Map()

  constructor(settings: TwilioSettings, rules: FaultRules, callbacks: StatusCallbacks) {
    this.#settings = settings
    this.#around = {
      settings,
      rules,
      report: (room, event, parameters) => callbacks.post(room, event, parameters),
      ended: (room) => {
        if (this.#byName.get(room.name) === room) this.#byName.delete(room.name)
      },
    }
  }

  /** @throws {TwilioError} 53113 */
  create(parameters: RoomParameters): TwilioRoom {
    if (parameters.uniqueName !== null && this.#byName.has(parameters.uniqueName)) throw new TwilioError(53113)
    const room = new TwilioRoom(parameters, this.#around)
    this.all.unshift(room)
    this.#byName.set(room.name, room)
    return room
  }

  /** By name only while it is in progress, by sid for ever. */
  find(nameOrSid: string): TwilioRoom | null {
    return this.#byName.get(nameOrSid) ?? this.all.find(({ sid }) => sid === nameOrSid) ?? null
  }

  /**
   * The room that a page asks for, created if it may be.
   * @throws {TwilioError} 20106, 53101, 53103, 53106, 53118
   */
  roomFor(asked: string | null, grant: TokenGrant): TwilioRoom {
    const wanted = readRoomName(asked ?? grant.room)
    const room = wanted === null ? null : this.find(wanted)
    if (grant.room !== null && grant.room !== wanted && grant.room !== room?.name && grant.room !== room?.sid)
      throw new TwilioError(20106)
    if (room?.endedAt) throw new TwilioError(53118)
    if (room !== null) return room
    if (wanted !== null && /^RM[0-9a-f]{32}$/.test(wanted)) throw new TwilioError(53106)
    if (!this.#settings.clientRoomCreation) throw new TwilioError(53103)
    const defaults = readRoomParameters(new URLSearchParams(), this.#settings)
    return this.create({ ...defaults, uniqueName: wanted })
  }

  /** Who has a session, in the room that it is for. */
  member(session: string): Membership | null {
    for (const room of this.all)
      for (const participant of room.everyone) if (participant.session === session) return { room, participant }
    return null
  }

  /** Who is in a room now. */
  people(isMeant: (where: Whereabouts) => boolean): Membership[] {
    return this.all.flatMap((room) =>
      [...room.present.values()]
        .filter(({ identity }) => isMeant({ room, identity }))
        .map((participant) => ({ room, participant })),
    )
  }
}
