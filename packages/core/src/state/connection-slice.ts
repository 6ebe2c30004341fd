import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import type { ConnectionChangedFact } from '../adapter/fact.ts'
import { freshSession, noLobby, notRecording, type RoomState, unknownQuality } from './room-state.ts'

export const unknownReason: WithRaw<DisconnectReason> = { unified: 'unknown', raw: undefined }

/** Whether no join is under way: facts change nothing. */
export function isTerminal(state: RoomState): boolean {
  return state.connection.state === 'idle' || state.connection.state === 'disconnected'
}

export function joinStarted(state: RoomState, epoch: number, at: number): RoomState {
  return {
    ...state,
    ...freshSession(),
    epoch,
    provider: null,
    connection: { state: 'joining', reason: null, since: at },
    channelSeq: -1,
    lobby: noLobby,
    memberRoles: {},
    compliance: null,
  }
}

export function connectionChanged(state: RoomState, fact: ConnectionChangedFact, at: number): RoomState {
  const { state: current } = state.connection
  switch (fact.state) {
    case 'connected':
      return current === 'reconnecting'
        ? { ...state, connection: { state: 'connected', reason: null, since: at } }
        : state
    case 'reconnecting':
      if (current !== 'connected') return state
      return {
        ...resyncStarted(state),
        awayUntil: null,
        connection: { state: 'reconnecting', reason: fact.reason ?? unknownReason, since: at },
      }
    case 'disconnected':
      return sessionEnded(state, fact.reason ?? unknownReason, at)
    default:
      return fact.state satisfies never
  }
}

export function resyncStarted(state: RoomState): RoomState {
  return { ...state, resyncing: true, resyncCount: state.resyncCount + 1 }
}

/** The join is complete once the vendor accepted us and told who is here. */
export function becomeConnected(state: RoomState, at: number): RoomState {
  return state.connection.state === 'joining' && state.sessionOpened && state.rosterSynced
    ? { ...state, connection: { state: 'connected', reason: null, since: at } }
    : state
}

export function sessionEnded(state: RoomState, reason: WithRaw<DisconnectReason>, at: number): RoomState {
  if (isTerminal(state)) return state
  return {
    ...state,
    ...freshSession(),
    self: state.self.quality === unknownQuality ? state.self : { ...state.self, quality: unknownQuality },
    lobby: state.lobby.waiting.length === 0 ? state.lobby : { ...state.lobby, waiting: noLobby.waiting },
    channelRecording: notRecording,
    connection: { state: 'disconnected', reason, since: at },
  }
}
