import type { Fact, FactType } from '../adapter/fact.ts'
import { channelChanged } from './channel-slice.ts'
import {
  becomeConnected,
  connectionChanged,
  isTerminal,
  joinStarted,
  resyncStarted,
  sessionEnded,
} from './connection-slice.ts'
import { localSourceChanged } from './local-slice.ts'
import {
  awayExpired,
  participantGone,
  participantPresent,
  qualityChanged,
  rosterAssumed,
  rosterSynced,
} from './participant-slice.ts'
import type { PassingFact, RoomInput } from './room-input.ts'
import { participantOf, type RoomState } from './room-state.ts'
import { keep, shallowEqual } from './shallow-equal.ts'
import { speakersChanged } from './speaker-slice.ts'
import { subscriptionWanted, trackGone, trackPresent } from './track-slice.ts'

type InputOf<T extends RoomInput['type']> = Extract<RoomInput, { readonly type: T }>
type FactOf<T extends FactType> = Extract<Fact, { readonly type: T }>

/** Inputs that mean nothing while no join is under way. */
const sessionInputs: ReadonlySet<RoomInput['type']> = new Set([
  'fact',
  'roster-assumed',
  'speakers-derived',
  'quality-derived',
])

const inputs: { readonly [T in RoomInput['type']]: (state: RoomState, input: InputOf<T>) => RoomState } = {
  'join-started': joinStarted,
  'grant-received': (state, { provider, compliance, identity, displayName, role, permissions, trace }) => ({
    ...state,
    provider,
    compliance,
    trace,
    self: { ...state.self, identity, displayName, role, permissions },
  }),
  'session-opened': (state, { at }) => becomeConnected({ ...state, sessionOpened: true }, at),
  fact: (state, { fact, at }) => reduceFact(state, fact, at),
  channel: channelChanged,
  'roster-assumed': (state, { at }) => becomeConnected(rosterAssumed(state, at), at),
  'resync-started': resyncStarted,
  'subscription-wanted': subscriptionWanted,
  'away-expired': awayExpired,
  ended: sessionEnded,
  'local-source': localSourceChanged,
  renamed: (state, { displayName }) => ({ ...state, self: keep(state.self, { ...state.self, displayName }) }),
  devices: (state, { devices }) => ({
    ...state,
    devices: keep(
      state.devices,
      devices.map((device) => state.devices.find((known) => shallowEqual(known, device)) ?? device),
    ),
  }),
  'audio-playback': audioPlayback,
  'audio-only': (state, { value }) => ({ ...state, audioOnly: value }),
  'speakers-derived': speakersChanged,
  'quality-derived': (state, { participantId, quality }) =>
    qualityChanged(state, participantId, { unified: quality, raw: null }),
}

type LastingFactType = Exclude<FactType, PassingFact['type']>

const facts: { readonly [T in LastingFactType]: (state: RoomState, fact: FactOf<T>, at: number) => RoomState } = {
  'connection-changed': connectionChanged,
  'roster-synced': (state, fact, at) => becomeConnected(rosterSynced(state, fact, at), at),
  'participant-present': participantPresent,
  'participant-gone': participantGone,
  'track-present': trackPresent,
  'track-gone': trackGone,
  'speakers-changed': speakersChanged,
  'quality-changed': (state, { participant, quality }) =>
    qualityChanged(
      state,
      participant === 'self' ? participant : participantOf(state, participant)?.snapshot.id,
      quality,
    ),
  'audio-blocked': audioPlayback,
  'recording-changed': (state, { active, raw }, at) =>
    active === state.vendorRecording.active
      ? state
      : { ...state, vendorRecording: { active, since: active ? at : null, raw } },
}

/** Whether a fact happens rather than lasts: the room passes it on and the state has no part in it. */
export function isPassing(fact: Fact): fact is PassingFact {
  return !(fact.type in facts)
}

/** Whether a fact comes too late to matter: from an earlier join, or after the end of this one. */
export function isStale(state: RoomState, input: RoomInput): boolean {
  return input.type === 'fact' && (input.epoch !== state.epoch || isTerminal(state))
}

/** The one place where a room changes. Pure: returns the same object when the input says nothing new. */
export function reduceRoom(state: RoomState, input: RoomInput): RoomState {
  if (isStale(state, input) || (sessionInputs.has(input.type) && isTerminal(state))) return state
  const reduce = inputs[input.type] as (state: RoomState, input: RoomInput) => RoomState
  return keep(state, reduce(state, input))
}

function audioPlayback(state: RoomState, { blocked }: { readonly blocked: boolean }): RoomState {
  return { ...state, audio: keep(state.audio, { blocked }) }
}

function reduceFact(state: RoomState, fact: Fact, at: number): RoomState {
  if (isPassing(fact)) return state
  const reduce = facts[fact.type] as (state: RoomState, fact: Fact, at: number) => RoomState
  return reduce(state, fact, at)
}
