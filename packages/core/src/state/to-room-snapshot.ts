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
  const { name, provider, connection, self, speakers, lobby, compliance, devices, audio, audioOnly } = state
  const snapshot: RoomSnapshot = {
    name,
    provider,
    connection,
    self,
    participants:
      before && visibleParticipants(before.state) === visible
        ? before.snapshot.participants
        : ordered(visible, before?.snapshot.participants ?? []),
    activeSpeakers: speakers,
    lobby,
    recording: recordingOf(state),
    compliance,
    devices,
    audio,
    audioOnly,
  }
  // Much of the state (tombstones, parked tracks) is not shown: then nothing changed for apps.
  return before ? keep(before.snapshot, snapshot) : snapshot
}

function ordered(
  records: ShardedMap<ParticipantRecord>,
  before: readonly ParticipantSnapshot[],
): readonly ParticipantSnapshot[] {
  const sorted = [...records.values()].sort((left, right) => left.index - right.index)
  return keep(
    before,
    sorted.map(({ snapshot }) => snapshot),
  )
}
