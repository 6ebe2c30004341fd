import type { ChannelMessage, ChannelState } from '../protocol/channel-message.ts'
import { isTerminal, sessionEnded } from './connection-slice.ts'
import { rolesChanged } from './participant-slice.ts'
import type { RoomState } from './room-state.ts'

/** The control plane's word on admission, roles, removal, the end of the room, recording and compliance. */
export function channelChanged(state: RoomState, message: ChannelMessage, at: number): RoomState {
  const repeated = message.type === 'update' && message.seq <= state.channelSeq
  if (repeated || isTerminal(state)) return state
  const update: Partial<ChannelState> = message.state
  const { self, lobby } = state
  let next: RoomState = {
    ...state,
    channelSeq: message.seq,
    channelRecording: update.recording ?? state.channelRecording,
    compliance: update.compliance ?? state.compliance,
  }
  if (update.identity !== undefined || update.role !== undefined || update.permissions !== undefined) {
    next = {
      ...next,
      self: {
        ...self,
        identity: update.identity ?? self.identity,
        role: update.role ?? self.role,
        permissions: update.permissions ?? self.permissions,
      },
    }
  }
  if (update.admission !== undefined || update.waiting !== undefined) {
    next = {
      ...next,
      lobby: { admission: update.admission ?? lobby.admission, waiting: update.waiting ?? lobby.waiting },
    }
  }
  if (update.members !== undefined) {
    next = rolesChanged(next, Object.fromEntries(update.members.map(({ identity, role }) => [identity, role])))
  }
  return followAdmission(next, update, at)
}

function followAdmission(state: RoomState, update: Partial<ChannelState>, at: number): RoomState {
  if (update.roomEnded === true) return sessionEnded(state, { unified: 'room-ended', raw: 'channel' }, at)
  switch (update.admission) {
    case 'removed':
    case 'refused':
      return sessionEnded(state, { unified: 'removed', raw: update.admission }, at)
    case 'waiting':
      return state.connection.state === 'joining'
        ? { ...state, connection: { state: 'waiting', reason: null, since: at } }
        : state
    case 'admitted':
      return state.connection.state === 'waiting'
        ? { ...state, connection: { state: 'joining', reason: null, since: at } }
        : state
    default:
      return state
  }
}
