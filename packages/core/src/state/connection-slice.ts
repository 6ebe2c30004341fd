import type { ConnectionChangedFact } from '../adapter/fact.ts'
import type { ConnectionSnapshot } from './room-snapshot.ts'
import { freshJoin, freshSession, notRecording, type RoomState, unknownQuality, unknownReason } from './room-state.ts'
import { keep } from './shallow-equal.ts'

/** Whether no join is under way: facts change nothing. */
export function isTerminal({ connection }: RoomState): boolean {
  return connection.state === 'idle' || connection.state === 'disconnected'
}

/** The connection enters another state. */
export function entered(
  state: RoomState,
  connection: ConnectionSnapshot['state'],
  at: number,
  reason: ConnectionSnapshot['reason'] = null,
): RoomState {
  return { ...state, connection: { state: connection, reason, since: at } }
}

export function joinStarted(
  state: RoomState,
  { epoch, at }: { readonly epoch: number; readonly at: number },
): RoomState {
  return entered({ ...state, ...freshJoin, epoch }, 'joining', at)
}

export function connectionChanged(state: RoomState, fact: ConnectionChangedFact, at: number): RoomState {
  const { reason = unknownReason } = fact
  const current = state.connection.state
  if (fact.state === 'disconnected') return sessionEnded(state, { reason, at })
  if (fact.state === 'connected') return current === 'reconnecting' ? entered(state, 'connected', at) : state
  return current === 'connected'
    ? entered({ ...resyncStarted(state), awayUntil: null }, 'reconnecting', at, reason)
    : state
}

export function resyncStarted(state: RoomState): RoomState {
  return state.connection.state === 'connected'
    ? { ...state, resyncing: true, resyncCount: state.resyncCount + 1 }
    : state
}

/** The join is complete once the vendor accepted us and told who is here. */
export function becomeConnected(state: RoomState, at: number): RoomState {
  return state.connection.state === 'joining' && state.sessionOpened && state.rosterSynced
    ? entered(state, 'connected', at)
    : state
}

export function sessionEnded(
  state: RoomState,
  { reason, at }: { readonly reason: ConnectionSnapshot['reason']; readonly at: number },
): RoomState {
  if (isTerminal(state)) return state
  const { audio, lobby, self } = state
  const ended = {
    ...state,
    ...freshSession,
    self: keep(self, { ...self, quality: unknownQuality }),
    lobby: lobby.waiting.length > 0 ? { ...lobby, waiting: [] } : lobby,
    channelRecording: notRecording,
    audio: keep(audio, { blocked: false }),
  }
  return entered(ended, 'disconnected', at, reason)
}
