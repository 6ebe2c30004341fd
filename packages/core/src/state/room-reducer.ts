import type { Fact } from '../adapter/fact.ts'
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
  qualityOfParticipant,
  rosterAssumed,
  rosterSynced,
} from './participant-slice.ts'
import type { RoomInput } from './room-input.ts'
import type { RoomState } from './room-state.ts'
import { speakersChanged } from './speaker-slice.ts'
import { subscriptionWanted, trackGone, trackPresent } from './track-slice.ts'

/** Whether a fact comes too late to matter: from an earlier join, or after the end of this one. */
export function isStale(state: RoomState, input: RoomInput): boolean {
  return input.type === 'fact' && (input.epoch !== state.epoch || isTerminal(state))
}

/** The one place where a room changes. Pure: returns the same object when the input says nothing new. */
export function reduceRoom(state: RoomState, input: RoomInput): RoomState {
  switch (input.type) {
    case 'join-started':
      return joinStarted(state, input.epoch, input.at)
    case 'grant-received': {
      const { identity, role, permissions } = input
      return {
        ...state,
        provider: input.provider,
        compliance: input.compliance,
        self: { ...state.self, identity, role, permissions },
      }
    }
    case 'session-opened':
      return becomeConnected({ ...state, sessionOpened: true }, input.at)
    case 'fact':
      return isStale(state, input) ? state : reduceFact(state, input.fact, input.at)
    case 'channel':
      return channelChanged(state, input.message, input.at)
    case 'roster-assumed':
      return isTerminal(state) ? state : becomeConnected(rosterAssumed(state, input.at), input.at)
    case 'resync-started':
      return state.connection.state === 'connected' ? resyncStarted(state) : state
    case 'subscription-wanted':
      return subscriptionWanted(state, input.trackId, input.wanted)
    case 'away-expired':
      return awayExpired(state, input.at)
    case 'ended':
      return sessionEnded(state, input.reason, input.at)
    case 'local-source':
      return localSourceChanged(state, input.source, input.value)
    case 'devices':
      return { ...state, devices: input.devices }
    case 'audio-playback':
      return state.audioBlocked === input.blocked ? state : { ...state, audioBlocked: input.blocked }
    case 'audio-only':
      return { ...state, audioOnly: input.value }
    case 'speakers-derived':
      return isTerminal(state) ? state : speakersChanged(state, input.speakers)
    case 'quality-derived':
      return isTerminal(state)
        ? state
        : qualityOfParticipant(state, input.participantId, { unified: input.quality, raw: null })
    default:
      return input satisfies never
  }
}

function reduceFact(state: RoomState, fact: Fact, at: number): RoomState {
  switch (fact.type) {
    case 'connection-changed':
      return connectionChanged(state, fact, at)
    case 'roster-synced':
      return becomeConnected(rosterSynced(state, fact, at), at)
    case 'participant-present':
      return participantPresent(state, fact, at)
    case 'participant-gone':
      return participantGone(state, fact)
    case 'track-present':
      return trackPresent(state, fact)
    case 'track-gone':
      return trackGone(state, fact)
    case 'speakers-changed':
      return speakersChanged(state, fact.speakers)
    case 'quality-changed':
      return qualityChanged(state, fact.participant, fact.quality)
    case 'recording-changed':
      return fact.active === state.vendorRecording.active
        ? state
        : { ...state, vendorRecording: { active: fact.active, since: fact.active ? at : null } }
    case 'message-received':
    case 'source-refused':
    case 'caption-received':
    case 'warning-raised':
      // These happen, they do not last: the room passes them on (see room-session.ts) and the state has no part in them.
      return state
    default:
      return fact satisfies never
  }
}
