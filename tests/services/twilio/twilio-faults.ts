import { type Busy, type FaultRules, matches, type Subject, type TrackFilter } from './fault-rules.ts'
import type { StatusCallbacks } from './status-callbacks.ts'
import type { KickStyle, TwilioSettings } from './twilio-options.ts'
import type { Membership, TwilioRooms } from './twilio-rooms.ts'

/** Ends a fault that lasts. */
export type EndFault = () => void

interface FaultSurroundings {
  readonly rooms: TwilioRooms
  readonly rules: FaultRules
  readonly settings: TwilioSettings
  readonly callbacks: StatusCallbacks
  readonly tokens: ReadonlyMap<string, string>
  /** Lines of pages that have not joined, too. */
  readonly terminateAll: () => void
}

/** What can go wrong at Twilio. A subject says for whom; `{}` is everybody. */
export class TwilioFaults {
  readonly #around: FaultSurroundings

  constructor(around: FaultSurroundings) {
    this.#around = around
  }

  /** Breaks lines without a word; pages come back at once. */
  dropSignaling(subject: Subject = {}): void {
    if (subject.room === undefined && subject.identity === undefined) this.#around.terminateAll()
    for (const { participant } of this.#people(subject)) participant.line?.terminate()
  }

  /** Breaks every new line at its first word. Lines that stand are left alone. */
  refuseSignaling(subject: Subject = {}): EndFault {
    return this.#around.rules.keep(this.#around.rules.refused, subject)
  }

  /** Both of these: no signaling until it is ended. */
  cutSignaling(subject: Subject = {}): EndFault {
    const end = this.refuseSignaling(subject)
    this.dropSignaling(subject)
    return end
  }

  /** Any other message counts as a heartbeat for a page, so that it notices only where nothing else happens. */
  stopHeartbeats(subject: Subject = {}): EndFault {
    return this.#around.rules.keep(this.#around.rules.silent, subject)
  }

  /** Pages that say hello are never welcomed: after three times 5 s they give up with 53000. */
  holdJoins(subject: Subject = {}): EndFault {
    return this.#around.rules.keep(this.#around.rules.held, subject)
  }

  /** A room takes nobody more than it has. */
  fillRoom(room: string): EndFault {
    return this.#around.rules.keep(this.#around.rules.full, { room })
  }

  /** Answers hellos with `busy`. With a negative `retryAfter` the page gives up with 53006. */
  busy({
    keepAlive = false,
    retryAfter,
    subject = {},
    times = Number.POSITIVE_INFINITY,
  }: Partial<Busy> & Pick<Busy, 'retryAfter'>): EndFault {
    const { rules } = this.#around
    rules.busy = { keepAlive, retryAfter, subject, times }
    return () => {
      rules.busy = null
    }
  }

  /** Every token that was shown so far is expired from now on: pages notice when they come back. */
  expireTokens({ identity }: Pick<Subject, 'identity'> = {}): void {
    for (const [token, whose] of this.#around.tokens)
      if (identity === undefined || identity === whose) this.#around.rules.expiredTokens.add(token)
  }

  /** @param how default: as the service was started */
  kick(subject: Subject, how: KickStyle = this.#around.settings.kick): void {
    for (const { participant, room } of this.#people(subject)) room.remove(participant, how)
  }

  /** The same identity has joined elsewhere: 53205. */
  duplicateIdentity(subject: Subject): void {
    this.kick(subject, { error: 53205 })
  }

  completeRoom(nameOrSid: string): void {
    this.#around.rooms.find(nameOrSid)?.complete()
  }

  /** Everybody is out, and whoever comes back is told that their session is over: a server that lost its memory. */
  forgetSessions(subject: Subject = {}): void {
    for (const { participant, room } of this.#people(subject)) {
      const { line } = participant
      participant.line = null
      line?.terminate()
      room.leave(participant)
    }
  }

  /** New tracks are refused with `code`, default 53305. */
  rejectPublish(subject: Subject = {}, track: TrackFilter = {}, code = 53305): EndFault {
    return this.#around.rules.keep(this.#around.rules.publishing, { subject, track, code })
  }

  /** Tracks of `publisher`, default of anybody, do not reach the subject, for reason `code`, default 53404. */
  failSubscription(subject: Subject = {}, track: TrackFilter & { publisher?: string } = {}, code = 53404): EndFault {
    const { rooms, rules } = this.#around
    const { publisher, ...filter } = track
    const end = rules.keep(rules.subscribing, { subject, track: filter, code, ...(publisher && { publisher }) })
    const announce = () => {
      for (const room of rooms.all) room.announceSubscriptions()
    }
    announce()
    return () => {
      end()
      announce()
    }
  }

  /** REST answers `times` requests with `code`: 20429 too many requests, 20003 wrong key and so on. */
  failRest(code: number, times = Number.POSITIVE_INFINITY): EndFault {
    const { rules } = this.#around
    rules.rest = { code, times }
    return () => {
      rules.rest = null
    }
  }

  loseCallbacks(): EndFault {
    return this.#callbacks('lose')
  }

  repeatCallbacks(): EndFault {
    return this.#callbacks('repeat')
  }

  #callbacks(mode: StatusCallbacks['mode']): EndFault {
    this.#around.callbacks.mode = mode
    return () => {
      this.#around.callbacks.mode = 'once'
    }
  }

  #people(subject: Subject): Membership[] {
    return this.#around.rooms.people((where) => matches(subject, where))
  }
}
