import type { ChannelMessage, ChannelState } from '../protocol/channel-message.ts'
import { entered, isTerminal, sessionEnded } from './connection-slice.ts'
import { membersChanged } from './participant-slice.ts'
import type { RoomState } from './room-state.ts'
import { keep } from './shallow-equal.ts'

/** The control plane's word on admission, roles, removal, the end of the room, recording and compliance. */
export function channelChanged(
  state: RoomState,
  { message, at }: { readonly message: ChannelMessage; readonly at: number },
): RoomState {
  const { type, seq } = message
  if ((type === 'update' && seq <= state.channelSeq) || isTerminal(state)) return state
  const { lobby, self } = state
  const update: Partial<ChannelState> = message.state
  const { identity = self.identity, role = self.role, permissions = self.permissions, members } = update
  const { admission = lobby.admission, waiting = lobby.waiting } = update
  const next: RoomState = {
    ...state,
    channelSeq: seq,
    channelRecording: update.recording ?? state.channelRecording,
    // `null` says that the server knows nothing of it, not that what the grant said is wrong.
    compliance: update.compliance ?? state.compliance,
    self: keep(self, { ...self, identity, role, permissions }),
    lobby: keep(lobby, { admission, waiting }),
  }
  return followAdmission(members ? membersChanged(next, members) : next, update, at)
}

function followAdmission(state: RoomState, { admission, roomEnded }: Partial<ChannelState>, at: number): RoomState {
  const { state: current } = state.connection
  if (roomEnded) return sessionEnded(state, { reason: { unified: 'room-ended', raw: 'channel' }, at })
  if (admission === 'removed' || admission === 'refused')
    return sessionEnded(state, { reason: { unified: 'removed', raw: admission }, at })
  if (admission === 'waiting' && current === 'joining') return entered(state, 'waiting', at)
  return admission === 'admitted' && current === 'waiting' ? entered(state, 'joining', at) : state
}
