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
  why: Partial<Pick<ConnectionSnapshot, 'reason' | 'lost'>> = {},
): RoomState {
  return { ...state, connection: { reason: null, lost: null, ...why, state: connection, since: at } }
}

export function joinStarted(
  state: RoomState,
  { epoch, at }: { readonly epoch: number; readonly at: number },
): RoomState {
  return entered({ ...state, ...freshJoin, epoch }, 'joining', at)
}

export function connectionChanged(state: RoomState, fact: ConnectionChangedFact, at: number): RoomState {
  const { connection } = state
  const isReconnecting = connection.state === 'reconnecting'
  if (fact.state === 'disconnected') return sessionEnded(state, { reason: fact.reason ?? unknownReason, at })
  if (fact.state === 'connected') return isReconnecting ? entered(state, 'connected', at) : state
  const { lost = null } = fact
  // What is lost may change; that is no second beginning.
  if (isReconnecting)
    return {
      ...state,
      connection: keep(connection, { ...connection, lost: lost && keep(connection.lost ?? lost, lost) }),
    }
  return connection.state === 'connected'
    ? entered({ ...resyncStarted(state), awayUntil: null }, 'reconnecting', at, { lost })
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
  return entered(ended, 'disconnected', at, { reason })
}
