import type { ConnectionState, RoomEventMap } from '@televid/core'
import { disconnectReasons, isSteadySource, type Source } from '@televid/core/adapter'
import { EventFold, type FoldedParticipant, type FoldedTrack } from './event-fold.ts'
import { ReconnectWatch } from './reconnect-watch.ts'
import type { EventDetail, PageTrace, RecordedSnapshot, TraceEntry } from './trace-entry.ts'

export type Invariant = 'inv. 1' | 'inv. 2' | 'inv. 3' | 'inv. 4' | 'inv. 5' | 'inv. 6'

export interface EventViolation {
  readonly invariant: Invariant
  readonly text: string
  /** Entry at which it was noticed. */
  readonly seq: number
}

/**
 * The grammar of events: what the order of one page's events, together with the snapshots and facts between them, says
 * about invariants 1 to 6.
 *
 * @param trace of a room's whole life, from before its first join
 * @throws {Error} for an event that core does not have
 */
export function checkEvents(trace: PageTrace): EventViolation[] {
  const checker = new EventChecker()
  for (const entry of trace.entries) checker.take(entry)
  checker.finish()
  return checker.violations
}

type EventEntry = Extract<TraceEntry, { kind: 'event' }>
type TrackEvent = Extract<keyof RoomEventMap, `track${string}`>

const legalNext: Record<ConnectionState, readonly string[]> = {
  idle: ['joining'],
  joining: ['waiting', 'connected', 'disconnected'],
  waiting: ['joining', 'disconnected'],
  connected: ['reconnecting', 'disconnected'],
  reconnecting: ['connected', 'disconnected'],
  disconnected: ['joining'],
}

/** A fact that changes the room is followed by the snapshot at once. */
const sameTurnMs = 5

class EventChecker {
  readonly violations: EventViolation[] = []
  readonly #fold = new EventFold()
  readonly #watch = new ReconnectWatch()
  #snapshot: RecordedSnapshot = { connection: 'idle', participants: [] }
  #snapshotSeq = 0
  /** Ids in the first connected snapshot of this join: exactly those are `initial`. */
  #found: ReadonlySet<string> | null = null
  #owesDisconnected = false
  #join = 0
  #hasFacts = false
  #staleFact: TraceEntry | null = null
  /** Already reported since the last snapshot. */
  readonly #told = new Set<string>()
  #seq = 0

  take(entry: TraceEntry): void {
    this.#seq = entry.seq
    if (entry.kind === 'snapshot') this.#takeSnapshot(entry.snapshot, entry.at)
    this.#staleFact = null
    switch (entry.kind) {
      case 'join':
        this.#join = entry.join
        this.#hasFacts = true
        return this.#watch.joinStarted()
      case 'fact':
        if (entry.join === this.#join) {
          return this.#watch.fact(entry.fact, entry.at, this.#fold.connection === 'connected')
        }
        this.#staleFact = entry
        return
      case 'event':
        return this.#event(entry)
      case 'snapshot':
        return
      default:
        return entry satisfies never
    }
  }

  finish(): void {
    this.#settle()
    this.#check(!this.#owesDisconnected, 'inv. 5', 'the session ended without the event disconnected')
  }

  #takeSnapshot(next: RecordedSnapshot, at: number): void {
    this.#settle()
    const stale = this.#staleFact
    if (stale && at - stale.at <= sameTurnMs && next.connection === this.#snapshot.connection) {
      this.#check(false, 'inv. 3', 'a fact of an earlier join changed the snapshot')
    }
    if (next.connection === 'connected') this.#found ??= new Set(next.participants.map(({ id }) => id))
    this.#snapshot = next
    this.#snapshotSeq = this.#seq
  }

  /** The events of a change are all there when the next one begins. */
  #settle(): void {
    const { connection } = this.#fold
    for (const { about, text } of this.#fold.settle(this.#snapshot)) {
      const invariant = {
        connection: connection === 'reconnecting' ? ('inv. 4' as const) : ('inv. 6' as const),
        people: connection === 'disconnected' ? ('inv. 3' as const) : ('inv. 1' as const),
        tracks: connection === 'disconnected' ? ('inv. 3' as const) : ('inv. 2' as const),
      }[about]
      if (this.#told.size === 0) this.#violate(invariant, `${text} (snapshot ${this.#snapshotSeq})`)
    }
    this.#told.clear()
  }

  #event({ event, detail, at }: EventEntry): void {
    const name = event as keyof RoomEventMap
    if (this.#fold.connection === 'disconnected' && saysSomethingAfterTheEnd(name, detail)) {
      return this.#violate('inv. 3', `${event} after the end${of(detail)}`)
    }
    switch (name) {
      case 'connectionChanged':
        return this.#connectionChanged(detail, at)
      case 'disconnected':
        this.#check(this.#owesDisconnected, 'inv. 5', 'disconnected twice, or without connectionChanged')
        this.#owesDisconnected = false
        return this.#checkReason(detail, 'disconnected')
      case 'participantJoined':
        return this.#joined(detail)
      case 'participantLeft':
        return this.#left(detail, at)
      case 'participantUpdated':
      case 'messageReceived':
        this.#check(this.#known(detail) !== undefined, 'inv. 1', `${event} of somebody who is not here${of(detail)}`)
        return
      case 'captionReceived':
      case 'qualityChanged': {
        const known = detail.participantId === 'self' || this.#known(detail) !== undefined
        return this.#check(known, 'inv. 1', `${event} of somebody who is not here${of(detail)}`)
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
        return this.#track(name, detail, at)
      case 'activeSpeakersChanged':
      case 'localSourceChanged':
      case 'selfChanged':
      case 'devicesChanged':
      case 'lobbyChanged':
      case 'recordingChanged':
      case 'complianceChanged':
      case 'audioPlaybackChanged':
      case 'audioOnlyChanged':
      case 'warning':
      case 'error':
        return
      default:
        name satisfies never
        throw new Error(`${event} is not an event of core.`)
    }
  }

  #connectionChanged(detail: EventDetail, at: number): void {
    const before = this.#fold.connection
    const state = detail.state as ConnectionState
    const after = before === 'disconnected' || before === 'idle' ? 'inv. 3' : state === 'joining' ? 'inv. 5' : 'inv. 4'
    this.#check(!!legalNext[before].includes(state), after, `${before} → ${state}`)
    this.#explained(this.#snapshot.connection === state, `connectionChanged ${state}`)
    this.#fold.connection = state
    if (state === 'joining' && before !== 'waiting') this.#found = null
    if (state === 'reconnecting') {
      this.#watch.reconnecting([...this.#fold.participants.values()].map(({ identity }) => identity))
    }
    if (state === 'connected') this.#watch.connected(at)
    if (state !== 'disconnected') return
    for (const { identity } of this.#fold.participants.values()) {
      this.#check(false, 'inv. 1', `the session ended and ${identity} has not left`)
    }
    this.#fold.participants.clear()
    this.#checkReason(detail, 'connectionChanged disconnected')
    this.#owesDisconnected = true
  }

  #joined({ participantId: id = '', identity = '', initial }: EventDetail): void {
    const { connection, participantIds, participants } = this.#fold
    const inCall = connection === 'connected' || connection === 'reconnecting'
    this.#check(inCall, 'inv. 1', `${identity} joined while ${connection}`)
    this.#check(!participantIds.has(id), 'inv. 1', `${identity} (${id}) joined twice`)
    const found = this.#found?.has(id) ?? false
    this.#check(
      initial === found,
      'inv. 1',
      `${identity} is initial: ${initial}, and was${found ? '' : ' not'} found on entry`,
    )
    this.#check(!this.#watch.mustReturn(identity), 'inv. 4', `${identity} came back as another participant (${id})`)
    this.#explained(this.#shown(id) !== undefined, `participantJoined ${identity}`)
    participantIds.add(id)
    if (!participants.has(id)) participants.set(id, { identity, tracks: new Map() })
  }

  #left(detail: EventDetail, at: number): void {
    const { participantId: id = '', identity = '' } = detail
    const known = this.#known(detail)
    if (known === undefined) return this.#violate('inv. 1', `${identity} (${id}) left and was not here`)
    this.#held(`${identity} left`, at)
    const sources = [...known.tracks.values()].map(({ source }) => source)
    this.#check(sources.length === 0, 'inv. 2', `${identity} left before ${sources.join(', ')} was unpublished`)
    const ended = this.#snapshot.connection === 'disconnected'
    if (!ended)
      this.#check(this.#watch.mayLeave(identity, at), 'inv. 4', `${identity} left before 15 s of away were over`)
    this.#checkReason(detail, `participantLeft ${identity}`)
    this.#explained(this.#shown(id) === undefined, `participantLeft ${identity}`)
    this.#fold.participants.delete(id)
  }

  #track(event: TrackEvent, detail: EventDetail, at: number): void {
    const { participantId: owner = '', trackId: id = '', source = '', generation = 0, state = '' } = detail
    const name = `${event}${of(detail)}`
    const participant = this.#known(detail)
    if (participant === undefined) return this.#violate('inv. 2', `${name} outside joined … left`)
    const shown = this.#shown(owner)?.tracks.find((track) => track.id === id)
    if (event === 'trackPublished') {
      const used = this.#fold.trackIds.get(id)
      const stable = used === undefined || (used.owner === owner && used.source === source)
      this.#check(stable, 'inv. 4', `${name}: the id was ${used?.owner} ${used?.source}`)
      this.#check(!stable || used === undefined, 'inv. 2', `${name} twice`)
      const twin = [...participant.tracks].find(([known, track]) => known !== id && track.source === source)
      this.#check(twin === undefined, 'inv. 4', `${name} beside ${twin?.[0]}: new media is a new generation`)
      this.#explained(shown?.source === source, name)
      const [muted, paused] = [state.includes('muted'), state.includes('paused')]
      const track: FoldedTrack = { source, owner, subscribed: false, muted, paused, generation }
      participant.tracks.set(id, track)
      this.#fold.trackIds.set(id, track)
      return
    }
    const track = participant.tracks.get(id)
    if (track === undefined) return this.#violate('inv. 2', `${name} outside published … unpublished`)
    this.#check(track.source === source, 'inv. 4', `${name}: it was ${track.source}`)
    const expected = event === 'trackReplaced' ? track.generation + 1 : track.generation
    this.#check(generation === expected, 'inv. 4', `${name}: generation ${generation}, not ${expected}`)
    track.generation = generation
    if (event === 'trackUnpublished') {
      this.#check(!track.subscribed, 'inv. 2', `${name} while subscribed`)
      this.#held(name, at)
      const stays = isSteadySource(source as Source) && this.#shown(owner) !== undefined
      this.#check(!stays, 'inv. 2', `${name}: a ${source} is unpublished only when its owner leaves`)
      this.#explained(shown === undefined, name)
      participant.tracks.delete(id)
      return
    }
    this.#explained(
      event === 'trackUnsubscribed'
        ? shown?.subscribed !== true
        : event === 'trackSubscribed'
          ? shown?.subscribed === true
          : shown !== undefined,
      name,
    )
    if (event === 'trackReplaced') return
    const [field, value] = toggles[event]
    this.#check(track[field] !== value, 'inv. 2', `${name} twice in a row`)
    track[field] = value
  }

  /** Between `reconnecting` and the roster nobody leaves and no track goes, but for an end of the session. */
  #held(name: string, at: number): void {
    const { connection } = this.#snapshot
    const holding =
      connection === 'reconnecting' || (connection === 'connected' && this.#hasFacts && this.#watch.holds(at))
    this.#check(!holding, 'inv. 4', `${name} while a reconnect is under way`)
  }

  #checkReason({ reason = '' }: EventDetail, name: string): void {
    const known = (disconnectReasons as readonly string[]).includes(reason)
    this.#check(known, 'inv. 5', `${name} has ${reason ? `the unknown reason ${reason}` : 'no reason'}`)
  }

  #explained(holds: boolean, name: string): void {
    if (holds) return
    this.#violate('inv. 6', `${name} is not what snapshot ${this.#snapshotSeq} shows`)
  }

  #known({ participantId = '' }: EventDetail): FoldedParticipant | undefined {
    return this.#fold.participants.get(participantId)
  }

  #shown(id: string): RecordedSnapshot['participants'][number] | undefined {
    return this.#snapshot.participants.find((participant) => participant.id === id)
  }

  #check(holds: boolean, invariant: Invariant, text: string): void {
    if (!holds) this.#violate(invariant, text)
  }

  #violate(invariant: Invariant, text: string): void {
    this.#told.add(text)
    this.violations.push({ invariant, text, seq: this.#seq })
  }
}

const toggles = {
  trackSubscribed: ['subscribed', true],
  trackUnsubscribed: ['subscribed', false],
  trackMuted: ['muted', true],
  trackUnmuted: ['muted', false],
  trackPaused: ['paused', true],
  trackResumed: ['paused', false],
} as const

/** Devices go off and lists are emptied after the end; that somebody does something is never told. */
function saysSomethingAfterTheEnd(event: keyof RoomEventMap, { participantId, state }: EventDetail): boolean {
  if (event === 'connectionChanged') return state !== 'joining'
  if (event === 'activeSpeakersChanged') return participantId !== undefined
  if (event === 'qualityChanged') return participantId !== 'self' || state !== 'null'
  if (event === 'recordingChanged') return state === 'on'
  return /^(participant|track|messageReceived|captionReceived|warning)/.test(event)
}

function of({ identity, source, participantId, trackId }: EventDetail): string {
  const name = [identity ?? participantId, source].filter(Boolean).join('/')
  return `${name ? ` ${name}` : ''}${trackId ? ` (${trackId})` : ''}`
}
