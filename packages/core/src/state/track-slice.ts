import type { TrackGoneFact, TrackPresentFact } from '../adapter/fact.ts'
import { isSteadySource } from '../adapter/source.ts'
import {
  type ParticipantRecord,
  participantOf,
  type RoomState,
  type TrackRecord,
  withParticipant,
} from './room-state.ts'
import { keep, shallowEqual, showing } from './shallow-equal.ts'

const noVendor: Readonly<Record<string, unknown>> = Object.freeze({})

export function trackPresent(state: RoomState, fact: TrackPresentFact): RoomState {
  const { participant, source, track: key } = fact
  if (state.bindings.get(key) === null) return state
  if (!state.presences.get(participant)) return park(state, fact)
  const record = participantOf(state, participant)
  if (record?.key !== participant) return state

  const { id } = record.snapshot
  const existing = record.tracks.find(({ snapshot }) => snapshot.source === source)
  const track = existing ?? newTrack(`track-${state.nextIndex}`, id, fact)
  const index = track.bindings.findIndex((binding) => binding.track === key)
  const known = track.bindings[index]
  if (known && sameFact(known, fact)) return state

  const next = withBindings(track, known ? track.bindings.with(index, fact) : [...track.bindings, fact])
  return {
    ...(existing
      ? withTrack(state, record, existing, next)
      : withParticipant({ ...state, nextIndex: state.nextIndex + 1 }, withTracks(record, [...record.tracks, next]))),
    bindings: state.bindings.set(key, id),
  }
}

export function trackGone(state: RoomState, { track: key }: TrackGoneFact): RoomState {
  const owner = state.bindings.get(key)
  if (owner === null) return state
  const buried: RoomState = { ...unpark(state, key), bindings: state.bindings.set(key, null) }
  const record = buried.participants.get(owner ?? '')
  const track = record?.tracks.find(({ bindings }) => bindings.some((binding) => binding.track === key))
  if (!record || !track) return buried

  const bindings = track.bindings.filter((binding) => binding.track !== key)
  if (bindings.length > 0) return withTrack(buried, record, track, withBindings(track, bindings))
  const hold = buried.resyncing || record.snapshot.presence === 'away'
  return withTrack(buried, record, track, hold ? held(track) : settled({ ...track, bindings }))
}

/** The app chose whether to receive a track. */
export function subscriptionWanted(
  state: RoomState,
  { trackId, wanted }: { readonly trackId: string; readonly wanted: boolean },
): RoomState {
  for (const record of state.participants.values()) {
    const track = record.tracks.find(({ snapshot }) => snapshot.id === trackId)
    if (!track || track.wanted === wanted) continue
    const received = wanted && track.media !== null
    return withTrack(state, record, track, showing({ ...track, wanted, received }, { subscribed: received }))
  }
  return state
}

/** The participant with other tracks, and with what follows from them. */
export function withTracks(record: ParticipantRecord, tracks: readonly TrackRecord[]): ParticipantRecord {
  const visible = tracks.filter(({ published }) => published).map(({ snapshot }) => snapshot)
  const stateOf = (wanted: 'camera' | 'microphone') =>
    visible.some(({ source, muted }) => source === wanted && !muted) ? 'live' : 'off'
  return {
    ...showing(record, {
      tracks: keep(record.snapshot.tracks, visible),
      camera: stateOf('camera'),
      microphone: stateOf('microphone'),
    }),
    tracks,
  }
}

/** A track whose presence went away: shown as it was, until it is bound again or settled. */
export function held(track: TrackRecord): TrackRecord {
  return { ...track, bindings: [], held: true }
}

/** What is left of a track without a binding: a steady source is off, any other is gone (`null`). */
function settled(track: TrackRecord): TrackRecord | null {
  if (track.bindings.length > 0) return track.held ? { ...track, held: false } : track
  if (!track.published || !isSteadySource(track.snapshot.source)) return null
  return showing({ ...track, held: false, media: null }, { muted: true, paused: false })
}

export function settleAll(record: ParticipantRecord): ParticipantRecord {
  if (!record.tracks.some((track) => track.held)) return record
  return withTracks(
    record,
    record.tracks.flatMap((track) => settled(track) ?? []),
  )
}

function newTrack(id: string, participantId: string, { kind, muted, source, track }: TrackPresentFact): TrackRecord {
  return {
    snapshot: {
      id,
      participantId,
      source,
      kind,
      muted,
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
    currentKey: track,
    held: false,
  }
}

function withBindings(track: TrackRecord, bindings: TrackRecord['bindings']): TrackRecord {
  const current = bindings.at(-1)
  if (!current) return track
  const { kind, media, muted, paused = false, source, track: currentKey, vendor } = current
  const { generation, vendor: knownVendor } = track.snapshot
  const received = track.received || (track.wanted && media !== null)
  return showing(
    {
      ...track,
      bindings,
      published: track.published || !isSteadySource(source) || !muted,
      received,
      media,
      currentKey,
      held: false,
    },
    {
      kind,
      muted,
      paused,
      subscribed: track.wanted && received,
      generation: track.published && currentKey !== track.currentKey ? generation + 1 : generation,
      vendor: keep(knownVendor, vendor ?? knownVendor),
    },
  )
}

/** Puts `next` in the place of one of the participant's tracks; `null` takes it away. */
function withTrack(state: RoomState, record: ParticipantRecord, old: TrackRecord, next: TrackRecord | null): RoomState {
  const tracks = record.tracks.flatMap((track) => (track === old ? (next ?? []) : track))
  return withParticipant(state, withTracks(record, tracks))
}

function sameFact(left: TrackPresentFact, right: TrackPresentFact): boolean {
  const vendor = noVendor
  return (
    shallowEqual({ ...left, vendor }, { ...right, vendor }) &&
    shallowEqual(left.vendor ?? noVendor, right.vendor ?? noVendor)
  )
}

function park(state: RoomState, fact: TrackPresentFact): RoomState {
  const others = (state.parked.get(fact.participant) ?? []).filter(({ track }) => track !== fact.track)
  return { ...state, parked: state.parked.set(fact.participant, [...others, fact]) }
}

function unpark(state: RoomState, key: string): RoomState {
  if (state.parked.size === 0) return state
  for (const facts of state.parked.values()) {
    const parked = facts.find(({ track }) => track === key)
    if (!parked) continue
    const others = facts.filter((fact) => fact !== parked)
    return { ...state, parked: state.parked.set(parked.participant, others) }
  }
  return state
}
