import type { WithRaw } from '../adapter/disconnect-reason.ts'
import type { NetworkQuality, ParticipantGoneFact, ParticipantPresentFact, RosterSyncedFact } from '../adapter/fact.ts'
import type { ParticipantSnapshot } from './room-snapshot.ts'
import { type ParticipantLeftReason, type ParticipantRecord, type RoomState, unknownQuality } from './room-state.ts'
import { keep, shallowEqual } from './shallow-equal.ts'
import { resolveSpeakers } from './speaker-slice.ts'
import { held, settleAll, trackPresent, withTracks } from './track-slice.ts'

/** How long people who are missing after our own reconnect may take to come back, in ms. */
export const awayMs = 15_000

const lost: ParticipantLeftReason = Object.freeze({ unified: 'connection-lost', raw: undefined })

export function participantPresent(state: RoomState, fact: ParticipantPresentFact, at: number): RoomState {
  const presence = state.presences.get(fact.participant)
  if (presence !== undefined) {
    const record = presence.participantId === null ? undefined : state.participants.get(presence.participantId)
    return record === undefined ? state : store(state, confirm(state, record, fact))
  }
  const returning = findReturning(state, fact.identity)
  const known = returning === undefined ? create(state, fact, at) : rebind(state, returning, fact)
  const parked = known.parked.get(fact.participant) ?? []
  const withParked = parked.reduce(trackPresent, known)
  return resolveSpeakers({ ...withParked, parked: withParked.parked.delete(fact.participant) })
}

export function participantGone(state: RoomState, fact: ParticipantGoneFact): RoomState {
  const presence = state.presences.get(fact.participant)
  if (presence?.participantId === null) return state
  const reason = fact.reason ?? { unified: 'unknown', raw: undefined }
  const next = buried(state, fact.participant, reason)
  const record = presence === undefined ? undefined : next.participants.get(presence.participantId)
  if (record === undefined || record.key !== fact.participant) return next
  if (state.resyncing || record.snapshot.presence === 'away')
    return store(releaseBindings(next, record, null), away(record, true))
  return resolveSpeakers(remove(next, record))
}

/** The vendor's burst is over: after a reconnect, whoever was not in it is away. */
export function rosterSynced(state: RoomState, fact: RosterSyncedFact, at: number): RoomState {
  if (!state.rosterSynced) return { ...state, rosterSynced: true }
  if (!state.resyncing || state.connection.state !== 'connected') return state
  const present = new Set(fact.present)
  const next = finishResync(state, (record) => present.has(record.key), at)
  return settleDisplaced(next, (key) => present.has(key), at)
}

/** The adapter kept the roster back: everybody who was not reported gone is taken as present. */
export function rosterAssumed(state: RoomState, at: number): RoomState {
  if (!state.rosterSynced) return { ...state, rosterSynced: true }
  if (!state.resyncing) return state
  const next = finishResync(state, (record) => record.snapshot.presence === 'here', at)
  return settleDisplaced(next, () => false, at)
}

export function awayExpired(state: RoomState, at: number): RoomState {
  if (state.awayUntil === null || at < state.awayUntil) return state
  let next: RoomState = { ...state, awayUntil: null }
  for (const record of state.participants.values()) {
    next = record.snapshot.presence === 'away' ? remove(next, record) : store(next, settleAll(record))
  }
  return resolveSpeakers(next)
}

/** Quality by presence key, as vendors tell it. */
export function qualityChanged(
  state: RoomState,
  participant: string | 'self',
  quality: WithRaw<NetworkQuality>,
): RoomState {
  const id = participant === 'self' ? 'self' : state.presences.get(participant)?.participantId
  return id ? qualityOfParticipant(state, id, quality) : state
}

export function qualityOfParticipant(
  state: RoomState,
  id: string | 'self',
  quality: WithRaw<NetworkQuality>,
): RoomState {
  if (id === 'self') {
    return shallowEqual(state.self.quality, quality) ? state : { ...state, self: { ...state.self, quality } }
  }
  const record = state.participants.get(id)
  if (record === undefined || shallowEqual(record.snapshot.quality, quality)) return state
  return store(state, { ...record, snapshot: { ...record.snapshot, quality } })
}

/** Gives everybody the role the control plane says they have. */
export function rolesChanged(state: RoomState, memberRoles: RoomState['memberRoles']): RoomState {
  let next: RoomState = { ...state, memberRoles }
  for (const record of state.participants.values()) {
    const role = memberRoles[record.snapshot.identity]
    if (role === undefined || role === record.snapshot.role) continue
    next = store(next, { ...record, snapshot: { ...record.snapshot, role } })
  }
  return next
}

function create(state: RoomState, fact: ParticipantPresentFact, at: number): RoomState {
  const id = `participant-${state.nextIndex}`
  const record: ParticipantRecord = {
    index: state.nextIndex,
    key: fact.participant,
    confirmed: state.resyncCount,
    tracks: [],
    snapshot: {
      id,
      identity: fact.identity,
      displayName: fact.displayName,
      role: state.memberRoles[fact.identity] ?? fact.role,
      metadata: fact.metadata,
      initial: state.connection.state === 'joining',
      joinedAt: fact.joinedAt ?? at,
      presence: 'here',
      camera: 'off',
      microphone: 'off',
      tracks: [],
      quality: unknownQuality,
      vendor: fact.vendor ?? {},
    },
  }
  const known = { ...state, nextIndex: state.nextIndex + 1 }
  return store({ ...known, presences: known.presences.set(fact.participant, { participantId: id }) }, record)
}

/** Somebody who may be the same person under a new presence key, after our own reconnect. */
function findReturning(state: RoomState, identity: string): ParticipantRecord | undefined {
  if (!state.resyncing && state.awayUntil === null) return undefined
  for (const record of state.participants.values()) {
    if (record.snapshot.identity !== identity) continue
    if (record.snapshot.presence === 'away' || (state.resyncing && record.confirmed < state.resyncCount)) return record
  }
  return undefined
}

function rebind(state: RoomState, record: ParticipantRecord, fact: ParticipantPresentFact): RoomState {
  const { id, presence } = record.snapshot
  const away = presence === 'away'
  const known = { ...state, presences: state.presences.set(fact.participant, { participantId: id }) }
  const released = away ? buried(releaseBindings(known, record, null), record.key, lost) : displaced(known, record)
  const free = withTracks(record, record.tracks.map(held))
  return store(released, confirm(state, { ...free, key: fact.participant }, fact))
}

/**
 * The old presence was not seen yet in this burst, so it may still turn up beside the new one, as another participant:
 * what the vendor said of it waits until `roster-synced` tells.
 */
function displaced(state: RoomState, record: ParticipantRecord): RoomState {
  const facts = record.tracks.flatMap(({ bindings }) => bindings.map(({ fact }) => fact))
  return {
    ...releaseBindings(state, record, undefined),
    presences: state.presences.delete(record.key),
    parked: facts.length > 0 ? state.parked.set(record.key, facts) : state.parked,
    displaced: [
      ...state.displaced,
      { ...record.snapshot, type: 'participant-present', participant: record.key } as ParticipantPresentFact,
    ],
  }
}

/** Those who were displaced in the burst are somebody else when they are still here, and finished when not. */
function settleDisplaced(state: RoomState, isPresent: (key: string) => boolean, at: number): RoomState {
  if (state.displaced.length === 0) return state
  let next: RoomState = { ...state, displaced: [] }
  for (const fact of state.displaced) {
    const { participant } = fact
    if (next.presences.get(participant) !== undefined) continue
    if (isPresent(participant)) next = participantPresent(next, fact, at)
    else {
      let { bindings } = next
      for (const { track } of next.parked.get(participant) ?? []) bindings = bindings.set(track, null)
      next = { ...buried(next, participant, lost), bindings }
    }
  }
  return next
}

/** Leaves a tombstone for a presence key. */
function buried(state: RoomState, key: string, reason: ParticipantLeftReason): RoomState {
  return {
    ...state,
    presences: state.presences.set(key, { participantId: null, reason }),
    parked: state.parked.delete(key),
  }
}

function confirm(state: RoomState, record: ParticipantRecord, fact: ParticipantPresentFact): ParticipantRecord {
  const { snapshot } = record
  const vendor = fact.vendor ?? snapshot.vendor
  const next = keep<ParticipantSnapshot>(snapshot, {
    ...snapshot,
    displayName: fact.displayName ?? snapshot.displayName,
    role: state.memberRoles[fact.identity] ?? fact.role ?? snapshot.role,
    metadata: fact.metadata ?? snapshot.metadata,
    presence: 'here',
    vendor: shallowEqual(vendor, snapshot.vendor) ? snapshot.vendor : vendor,
  })
  return next === snapshot && record.confirmed === state.resyncCount
    ? record
    : { ...record, confirmed: state.resyncCount, snapshot: next }
}

function finishResync(state: RoomState, isPresent: (record: ParticipantRecord) => boolean, at: number): RoomState {
  let next: RoomState = { ...state, resyncing: false }
  let someoneAway = false
  for (const record of state.participants.values()) {
    const present = isPresent(record)
    someoneAway ||= !present
    next = store(next, present ? settleAll(record) : away(record, false))
  }
  return { ...next, awayUntil: someoneAway ? at + awayMs : null }
}

function away(record: ParticipantRecord, gone: boolean): ParticipantRecord {
  const free = gone ? withTracks(record, record.tracks.map(held)) : record
  return { ...free, snapshot: keep(free.snapshot, { ...free.snapshot, presence: 'away' }) }
}

function remove(state: RoomState, record: ParticipantRecord): RoomState {
  const presences =
    state.presences.get(record.key)?.participantId === null
      ? state.presences
      : state.presences.set(record.key, { participantId: null, reason: lost })
  return {
    ...releaseBindings(state, record, null),
    presences,
    participants: state.participants.delete(record.snapshot.id),
  }
}

/** Turns the record's bindings into tombstones (`null`), or forgets them (`undefined`). */
function releaseBindings(state: RoomState, record: ParticipantRecord, mark: null | undefined): RoomState {
  let { bindings } = state
  for (const track of record.tracks) {
    for (const { key } of track.bindings) bindings = mark === null ? bindings.set(key, null) : bindings.delete(key)
  }
  return bindings === state.bindings ? state : { ...state, bindings }
}

function store(state: RoomState, record: ParticipantRecord): RoomState {
  const participants = state.participants.set(record.snapshot.id, record)
  return participants === state.participants ? state : { ...state, participants }
}
