import type { BusyState, Greeting } from './tcmp-connection.ts'

/** Whom a fault is for; what is left out is not looked at, so that `{}` means everybody. */
export interface Subject {
  /** Name or sid. */
  readonly room?: string
  readonly identity?: string
}

export interface Whereabouts {
  readonly room: { readonly name: string; readonly sid: string }
  readonly identity: string
}

export interface TrackFilter {
  readonly kind?: 'audio' | 'video' | 'data'
  readonly name?: string
}

export interface Busy extends BusyState {
  readonly subject: Subject
  /** Hellos that are answered so. */
  times: number
}

interface TrackRule {
  readonly subject: Subject
  readonly track: TrackFilter
  readonly code: number
  /** Whose track it is; the subject is who publishes, else. */
  readonly publisher?: string
}

export function matches({ identity, room }: Subject, where: Whereabouts): boolean {
  if (identity !== undefined && identity !== where.identity) return false
  return room === undefined || room === where.room.name || room === where.room.sid
}

/** The faults in force. Connections and rooms ask here; `TwilioFaults` sets them. */
export class FaultRules {
  readonly refused: Set<Subject> = new Set()
  readonly silent: Set<Subject> = new Set()
  readonly held: Set<Subject> = new Set()
  /** Rooms that take nobody more. */
  readonly full: Set<Subject> = new Set()
  readonly publishing: Set<TrackRule> = new Set()
  readonly subscribing: Set<TrackRule> = new Set()
  readonly expiredTokens: Set<string> = new Set()
  busy: Busy | null = null
  /** REST: answers that are left and what they are. */
  rest: { code: number; times: number } | null = null

  /** Keeps a rule until the returned function is called. */
  keep<Rule>(rules: Set<Rule>, rule: Rule): () => void {
    rules.add(rule)
    return () => void rules.delete(rule)
  }

  /** @param where null if nobody knows whose hello it is */
  greeting(where: Whereabouts | null): Greeting {
    const isMeant = (subject: Subject) => (where === null ? isForAll(subject) : matches(subject, where))
    if ([...this.refused].some(isMeant)) return 'drop'
    if ([...this.held].some(isMeant)) return 'hold'
    const { busy } = this
    if (busy === null || busy.times === 0 || !isMeant(busy.subject)) return 'welcome'
    busy.times -= 1
    return { keepAlive: busy.keepAlive, retryAfter: busy.retryAfter }
  }

  isFull(where: Whereabouts): boolean {
    return [...this.full].some((subject) => matches(subject, where))
  }

  beats(where: Whereabouts | null): boolean {
    return where === null || ![...this.silent].some((subject) => matches(subject, where))
  }

  /** The code with which a new track is refused. */
  publishError(where: Whereabouts, track: TrackFilter): number | null {
    for (const rule of this.publishing) if (matches(rule.subject, where) && isMeant(rule.track, track)) return rule.code
    return null
  }

  subscribeError(where: Whereabouts, publisher: string, track: TrackFilter): number | null {
    for (const rule of this.subscribing) {
      if (rule.publisher !== undefined && rule.publisher !== publisher) continue
      if (matches(rule.subject, where) && isMeant(rule.track, track)) return rule.code
    }
    return null
  }

  takeRest(): number | null {
    if (this.rest === null || this.rest.times === 0) return null
    this.rest.times -= 1
    return this.rest.code
  }
}

function isForAll({ identity, room }: Subject): boolean {
  return identity === undefined && room === undefined
}

function isMeant(filter: TrackFilter, { kind, name }: TrackFilter): boolean {
  return (filter.kind ?? kind) === kind && (filter.name ?? name) === name
}
