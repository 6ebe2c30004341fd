import type { WithRaw } from '../adapter/disconnect-reason.ts'
import type { NetworkQuality, ParticipantGoneFact, ParticipantPresentFact, RosterSyncedFact } from '../adapter/fact.ts'
import type { RoomMember } from '../protocol/channel-message.ts'
import {
  type ParticipantLeftReason,
  type ParticipantRecord,
  participantOf,
  type RoomState,
  unknownQuality,
  unknownReason,
  withParticipant,
} from './room-state.ts'
import { keep, showing } from './shallow-equal.ts'
import { resolveSpeakers } from './speaker-slice.ts'
import { held, settleAll, trackPresent, withTracks } from './track-slice.ts'

/** How long people who are missing after our own reconnect may take to come back, in ms. */
export const awayMs = 15_000

const lost: ParticipantLeftReason = Object.freeze({ unified: 'connection-lost', raw: undefined })

export function participantPresent(state: RoomState, fact: ParticipantPresentFact, at: number): RoomState {
  const { identity, participant: key } = fact
  if (state.presences.get(key)) {
    const record = participantOf(state, key)
    return record ? withParticipant(state, confirm(state, record, fact)) : state
  }
  const returning = findReturning(state, identity)
  const known = returning ? rebind(state, returning, fact) : create(state, fact, at)
  const withParked = (known.parked.get(key) ?? []).reduce(trackPresent, known)
  return resolveSpeakers({ ...withParked, parked: withParked.parked.delete(key) })
}

export function participantGone(
  state: RoomState,
  { participant: key, reason = unknownReason }: ParticipantGoneFact,
): RoomState {
  if (state.presences.get(key)?.participantId === null) return state
  const record = participantOf(state, key)
  const next = buried(state, key, reason)
  if (record?.key !== key) return next
  return state.resyncing || record.snapshot.presence === 'away'
    ? withParticipant(releaseBindings(next, record, null), away(unbound(record)))
    : resolveSpeakers(remove(next, record))
}

/** The vendor's burst is over: after a reconnect, whoever was not in it is away. */
export function rosterSynced(state: RoomState, fact: RosterSyncedFact, at: number): RoomState {
  if (state.rosterSynced && state.connection.state !== 'connected') return state
  const present = new Set(fact.present)
  // A presence that was said to be over is over, whatever the list says.
  const isPresent = (key: string) => present.has(key) && state.presences.get(key)?.participantId !== null
  return rosterKnown(state, ({ key }) => isPresent(key), isPresent, at)
}

/** The adapter kept the roster back: everybody who was not reported gone is taken as present. */
export function rosterAssumed(state: RoomState, at: number): RoomState {
  return rosterKnown(
    state,
    ({ snapshot }) => snapshot.presence === 'here',
    () => false,
    at,
  )
}

export function awayExpired(state: RoomState, { at }: { readonly at: number }): RoomState {
  if (state.awayUntil === null || at < state.awayUntil) return state
  let next: RoomState = { ...state, awayUntil: null }
  for (const record of state.participants.values()) {
    next = record.snapshot.presence === 'away' ? remove(next, record) : withParticipant(next, settleAll(record))
  }
  return resolveSpeakers(next)
}

/** @param id of a participant, or `self` */
export function qualityChanged(state: RoomState, id: string | undefined, quality: WithRaw<NetworkQuality>): RoomState {
  const { self } = state
  if (id === 'self') return { ...state, self: keep(self, { ...self, quality: keep(self.quality, quality) }) }
  const record = state.participants.get(id ?? '')
  return record ? withParticipant(state, showing(record, { quality: keep(record.snapshot.quality, quality) })) : state
}

/** Gives everybody the role the control plane says they have, and a name where the vendor has none. */
export function membersChanged(state: RoomState, members: readonly RoomMember[]): RoomState {
  let next: RoomState = { ...state, members: new Map(members.map((member) => [member.identity, member])) }
  for (const record of state.participants.values()) {
    const { displayName, identity, role } = record.snapshot
    next = withParticipant(next, showing(record, nameAndRole(next, identity, displayName, role)))
  }
  return next
}

/** @param displayName as the vendor has it, @param role the same */
function nameAndRole(
  { members }: RoomState,
  identity: string,
  displayName: string | undefined,
  role: string | undefined,
) {
  const member = members.get(identity)
  return { displayName: displayName ?? member?.displayName, role: member?.role ?? role }
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
      ...nameAndRole(state, fact.identity, fact.displayName, fact.role),
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
  return withParticipant({ ...known, presences: known.presences.set(fact.participant, { participantId: id }) }, record)
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
  const key = fact.participant
  const known = { ...state, presences: state.presences.set(key, { participantId: id }) }
  const released =
    presence === 'away' ? buried(releaseBindings(known, record, null), record.key, lost) : displaced(known, record)
  return withParticipant(released, confirm(state, { ...unbound(record), key }, fact))
}

/**
 * The old presence was not seen yet in this burst, so it may still turn up beside the new one, as another participant:
 * what the vendor said of it waits until `roster-synced` tells.
 */
function displaced(state: RoomState, record: ParticipantRecord): RoomState {
  const { key, snapshot, tracks } = record
  const facts = tracks.flatMap(({ bindings }) => bindings)
  return {
    ...releaseBindings(state, record, undefined),
    presences: state.presences.delete(key),
    parked: facts.length > 0 ? state.parked.set(key, facts) : state.parked,
    displaced: [
      ...state.displaced,
      { ...snapshot, type: 'participant-present', participant: key } as ParticipantPresentFact,
    ],
  }
}

/** Those who were displaced in the burst are somebody else when they are still here, and finished when not. */
function settleDisplaced(state: RoomState, isPresent: (key: string) => boolean, at: number): RoomState {
  let next: RoomState = { ...state, displaced: [] }
  for (const fact of state.displaced) {
    const { participant } = fact
    if (next.presences.get(participant)) continue
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
  const { resyncCount: confirmed } = state
  const { displayName, metadata, role, vendor } = record.snapshot
  return showing(record.confirmed === confirmed ? record : { ...record, confirmed }, {
    ...nameAndRole(state, fact.identity, fact.displayName ?? displayName, fact.role ?? role),
    metadata: fact.metadata ?? metadata,
    presence: 'here',
    vendor: keep(vendor, fact.vendor ?? vendor),
  })
}

/** @param isHere of a participant, @param isPresent of the key of a presence that was displaced */
function rosterKnown(
  state: RoomState,
  isHere: (record: ParticipantRecord) => boolean,
  isPresent: (key: string) => boolean,
  at: number,
): RoomState {
  if (!state.rosterSynced) return { ...state, rosterSynced: true }
  if (!state.resyncing) return state
  let next: RoomState = { ...state, resyncing: false, awayUntil: null }
  for (const record of state.participants.values()) {
    next = isHere(record)
      ? withParticipant(next, showing(settleAll(record), { presence: 'here' }))
      : withParticipant({ ...next, awayUntil: at + awayMs }, away(record))
  }
  return settleDisplaced(next, isPresent, at)
}

function away(record: ParticipantRecord): ParticipantRecord {
  return showing(record, { presence: 'away' })
}

function unbound(record: ParticipantRecord): ParticipantRecord {
  return withTracks(record, record.tracks.map(held))
}

function remove(state: RoomState, record: ParticipantRecord): RoomState {
  const { key, snapshot } = record
  const released = releaseBindings(state, record, null)
  const over = state.presences.get(key)?.participantId === null ? released : buried(released, key, lost)
  return { ...over, participants: state.participants.delete(snapshot.id) }
}

/** Turns the record's bindings into tombstones (`null`), or forgets them (`undefined`). */
function releaseBindings(state: RoomState, record: ParticipantRecord, mark: null | undefined): RoomState {
  let { bindings } = state
  for (const { track: key } of record.tracks.flatMap((track) => track.bindings)) {
    bindings = mark === null ? bindings.set(key, null) : bindings.delete(key)
  }
  return { ...state, bindings }
}
