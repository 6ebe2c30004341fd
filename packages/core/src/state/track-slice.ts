import type { TrackGoneFact, TrackPresentFact } from '../adapter/fact.ts'
import { isSteadySource } from '../adapter/source.ts'
import type { ParticipantRecord, RoomState, TrackRecord } from './room-state.ts'
import { keep, shallowEqual } from './shallow-equal.ts'

const noVendor: Readonly<Record<string, unknown>> = Object.freeze({})

export function trackPresent(state: RoomState, fact: TrackPresentFact): RoomState {
  if (state.bindings.get(fact.track) === null) return state
  const presence = state.presences.get(fact.participant)
  if (presence === undefined) return park(state, fact)
  const record = presence.participantId === null ? undefined : state.participants.get(presence.participantId)
  if (record === undefined || record.key !== fact.participant) return state

  const existing = record.tracks.find((track) => track.snapshot.source === fact.source)
  const track = existing ?? newTrack(`track-${state.nextIndex}`, record.snapshot.id, fact)
  const known = track.bindings.findIndex((binding) => binding.key === fact.track)
  const knownFact = track.bindings[known]?.fact
  if (knownFact !== undefined && sameFact(knownFact, fact)) return state

  const binding = { key: fact.track, fact }
  const bindings = known < 0 ? [...track.bindings, binding] : track.bindings.with(known, binding)
  const next = withBindings(track, bindings)
  const tracks = existing === undefined ? [...record.tracks, next] : replaceTrack(record.tracks, next)
  return {
    ...state,
    nextIndex: existing === undefined ? state.nextIndex + 1 : state.nextIndex,
    bindings: state.bindings.set(fact.track, record.snapshot.id),
    participants: state.participants.set(record.snapshot.id, withTracks(record, tracks)),
  }
}

export function trackGone(state: RoomState, fact: TrackGoneFact): RoomState {
  const owner = state.bindings.get(fact.track)
  if (owner === null) return state
  const buried: RoomState = { ...unpark(state, fact.track), bindings: state.bindings.set(fact.track, null) }
  const record = owner === undefined ? undefined : buried.participants.get(owner)
  const track = record?.tracks.find((candidate) => candidate.bindings.some((binding) => binding.key === fact.track))
  if (record === undefined || track === undefined) return buried

  const bindings = track.bindings.filter((binding) => binding.key !== fact.track)
  const hold = buried.resyncing || record.snapshot.presence === 'away'
  const next =
    bindings.length > 0 ? withBindings(track, bindings) : hold ? held(track) : settled({ ...track, bindings })
  const tracks =
    next === null ? record.tracks.filter((candidate) => candidate !== track) : replaceTrack(record.tracks, next)
  return { ...buried, participants: buried.participants.set(record.snapshot.id, withTracks(record, tracks)) }
}

/** The app chose whether to receive a track. */
export function subscriptionWanted(state: RoomState, trackId: string, wanted: boolean): RoomState {
  for (const record of state.participants.values()) {
    const track = record.tracks.find((candidate) => candidate.snapshot.id === trackId)
    if (track === undefined || track.wanted === wanted) continue
    const received = wanted && track.media !== null
    const snapshot = keep(track.snapshot, { ...track.snapshot, subscribed: received })
    const tracks = replaceTrack(record.tracks, { ...track, wanted, received, snapshot })
    return { ...state, participants: state.participants.set(record.snapshot.id, withTracks(record, tracks)) }
  }
  return state
}

/** The participant with other tracks, and with what follows from them. */
export function withTracks(record: ParticipantRecord, tracks: readonly TrackRecord[]): ParticipantRecord {
  const visible = tracks.filter((track) => track.published).map((track) => track.snapshot)
  const before = record.snapshot.tracks
  const same = visible.length === before.length && visible.every((snapshot, index) => snapshot === before[index])
  const stateOf = (source: 'camera' | 'microphone') =>
    visible.some((snapshot) => snapshot.source === source && !snapshot.muted) ? 'live' : 'off'
  const snapshot = same
    ? record.snapshot
    : ({ ...record.snapshot, tracks: visible, camera: stateOf('camera'), microphone: stateOf('microphone') } as const)
  return { ...record, tracks, snapshot }
}

/** A track whose presence went away: shown as it was, until it is bound again or settled. */
export function held(track: TrackRecord): TrackRecord {
  return { ...track, bindings: [], held: true }
}

/** What is left of a track without a binding: a steady source is off, any other is gone (`null`). */
export function settled(track: TrackRecord): TrackRecord | null {
  if (track.bindings.length > 0) return track.held ? { ...track, held: false } : track
  if (!track.published || !isSteadySource(track.snapshot.source)) return null
  return {
    ...track,
    held: false,
    media: null,
    snapshot: keep(track.snapshot, { ...track.snapshot, muted: true, paused: false }),
  }
}

export function settleAll(record: ParticipantRecord): ParticipantRecord {
  if (!record.tracks.some((track) => track.held)) return record
  return withTracks(
    record,
    record.tracks.map(settled).filter((track) => track !== null),
  )
}

function newTrack(id: string, participantId: string, fact: TrackPresentFact): TrackRecord {
  return {
    snapshot: {
      id,
      participantId,
      source: fact.source,
      kind: fact.kind,
      muted: fact.muted,
      subscribed: false,
      paused: false,
      generation: 0,
      vendor: noVendor,
    },
    published: false,
    media: null,
    received: false,
    wanted: true,
    bindings: [],
    currentKey: fact.track,
    held: false,
  }
}

function withBindings(track: TrackRecord, bindings: TrackRecord['bindings']): TrackRecord {
  const current = bindings.at(-1)
  if (current === undefined) return track
  const { fact, key } = current
  const published = track.published || !isSteadySource(fact.source) || !fact.muted
  const received = track.received || (track.wanted && fact.media !== null)
  const vendor = fact.vendor ?? track.snapshot.vendor
  return {
    ...track,
    bindings,
    published,
    received,
    media: fact.media,
    currentKey: key,
    held: false,
    snapshot: keep(track.snapshot, {
      ...track.snapshot,
      kind: fact.kind,
      muted: fact.muted,
      paused: fact.paused ?? false,
      subscribed: track.wanted && received,
      generation: track.snapshot.generation + (track.published && key !== track.currentKey ? 1 : 0),
      vendor: shallowEqual(track.snapshot.vendor, vendor) ? track.snapshot.vendor : vendor,
    }),
  }
}

function replaceTrack(tracks: readonly TrackRecord[], next: TrackRecord): readonly TrackRecord[] {
  return tracks.map((track) => (track.snapshot.id === next.snapshot.id ? next : track))
}

function sameFact(left: TrackPresentFact, right: TrackPresentFact): boolean {
  return (
    shallowEqual({ ...left, vendor: null }, { ...right, vendor: null }) &&
    shallowEqual(left.vendor ?? noVendor, right.vendor ?? noVendor)
  )
}

function park(state: RoomState, fact: TrackPresentFact): RoomState {
  const waiting = state.parked.get(fact.participant) ?? []
  const others = waiting.filter((parked) => parked.track !== fact.track)
  return { ...state, parked: state.parked.set(fact.participant, [...others, fact]) }
}

function unpark(state: RoomState, track: string): RoomState {
  if (state.parked.size === 0) return state
  for (const facts of state.parked.values()) {
    const [first] = facts
    if (first === undefined || !facts.some((fact) => fact.track === track)) continue
    const rest = facts.filter((fact) => fact.track !== track)
    return { ...state, parked: state.parked.set(first.participant, rest) }
  }
  return state
}
