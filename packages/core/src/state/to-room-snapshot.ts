import type { ChannelRecording } from '../protocol/channel-message.ts'
import type { ParticipantSnapshot, RoomSnapshot } from './room-snapshot.ts'
import { type ParticipantRecord, type RoomState, visibleParticipants } from './room-state.ts'
import { keep } from './shallow-equal.ts'
import type { ShardedMap } from './sharded-map.ts'

/** What everybody is told: recording counts as active when the control plane or the vendor says so. */
export function recordingOf(state: RoomState): ChannelRecording {
  return state.channelRecording.active || !state.vendorRecording.active ? state.channelRecording : state.vendorRecording
}

/**
 * Makes the view apps see. Built when somebody reads it, not with each fact; parts that did not change keep their
 * identity through `before`.
 */
export function toRoomSnapshot(
  state: RoomState,
  before: { readonly state: RoomState; readonly snapshot: RoomSnapshot } | null,
): RoomSnapshot {
  const visible = visibleParticipants(state)
  const audio =
    before !== null && before.state.audioBlocked === state.audioBlocked
      ? before.snapshot.audio
      : { blocked: state.audioBlocked }
  const participants =
    before !== null && visibleParticipants(before.state) === visible
      ? before.snapshot.participants
      : ordered(visible, before?.snapshot.participants)
  const snapshot: RoomSnapshot = {
    name: state.name,
    provider: state.provider,
    connection: state.connection,
    self: state.self,
    participants,
    activeSpeakers: state.speakers,
    lobby: state.lobby,
    recording: recordingOf(state),
    compliance: state.compliance,
    devices: state.devices,
    audio,
    audioOnly: state.audioOnly,
  }
  // Much of the state (tombstones, parked tracks) is not shown: then nothing changed for apps.
  return before === null ? snapshot : keep(before.snapshot, snapshot)
}

function ordered(
  records: ShardedMap<ParticipantRecord>,
  before: readonly ParticipantSnapshot[] | undefined,
): readonly ParticipantSnapshot[] {
  const sorted = [...records.values()].sort((left, right) => left.index - right.index)
  const same = before?.length === sorted.length && sorted.every(({ snapshot }, index) => snapshot === before[index])
  return same ? before : sorted.map(({ snapshot }) => snapshot)
}
