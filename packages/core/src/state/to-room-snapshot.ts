import type { ParticipantSnapshot, RecordingSnapshot, RoomSnapshot } from './room-snapshot.ts'
import { type ParticipantRecord, type RoomState, visibleParticipants } from './room-state.ts'
import { keep } from './shallow-equal.ts'
import type { ShardedMap } from './sharded-map.ts'

/** What everybody is told: recording counts as active when the control plane or the vendor says so. */
export function recordingOf({ channelRecording, vendorRecording }: RoomState): RecordingSnapshot {
  return channelRecording.active ? channelRecording : vendorRecording
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
  const { name, provider, connection, self, speakers, lobby, compliance, trace, devices, audio, audioOnly } = state
  const snapshot: RoomSnapshot = {
    name,
    provider,
    connection,
    self,
    participants: before
      ? updated(before.snapshot.participants, visibleParticipants(before.state), visible)
      : ordered(visible),
    activeSpeakers: speakers,
    lobby,
    recording: recordingOf(state),
    compliance,
    trace,
    devices,
    audio,
    audioOnly,
  }
  // Much of the state (tombstones, parked tracks) is not shown: then nothing changed for apps.
  return before ? keep(before.snapshot, snapshot) : snapshot
}

/** The list of before with what changed in its place; a new one only when somebody came or left. */
function updated(
  list: readonly ParticipantSnapshot[],
  before: ShardedMap<ParticipantRecord>,
  now: ShardedMap<ParticipantRecord>,
): readonly ParticipantSnapshot[] {
  let next: ParticipantSnapshot[] | undefined
  let sameRoster = true
  before.forEachChange(now, (old, record) => {
    sameRoster &&= old !== undefined && record !== undefined
    if (!old || !record || old.snapshot === record.snapshot) return
    next ??= [...list]
    next[next.indexOf(old.snapshot)] = record.snapshot
  })
  return sameRoster ? (next ?? list) : ordered(now)
}

function ordered(records: ShardedMap<ParticipantRecord>): readonly ParticipantSnapshot[] {
  return [...records.values()].sort((left, right) => left.index - right.index).map(({ snapshot }) => snapshot)
}
