import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import { unknownReason } from './connection-slice.ts'
import { localSourceOf, sourcesOf } from './local-slice.ts'
import type { PlainEventMap, RoomEvent } from './room-event.ts'
import type { ParticipantSnapshot, TrackSnapshot } from './room-snapshot.ts'
import { type ParticipantRecord, type RoomState, visibleParticipants } from './room-state.ts'
import { recordingOf } from './to-room-snapshot.ts'

/**
 * What happened between two states. Pure, and the only source of lifecycle events: state and event cannot disagree.
 * Connected comes before the people found; for an end, everybody leaves before `disconnected`.
 */
export function deriveEvents(previous: RoomState, next: RoomState): RoomEvent[] {
  if (previous === next) return []
  const events: RoomEvent[] = []
  const plain = <E extends keyof PlainEventMap>(type: E, changed: boolean, ...payload: PlainEventMap[E]) => {
    if (changed) events.push({ type, payload } as RoomEvent)
  }
  const { connection, self } = next
  const ended = connection.state === 'disconnected'
  const connectionIsNew = previous.connection !== connection
  plain('connectionChanged', connectionIsNew && !ended, connection)
  participantEvents(previous, next, events)
  plain('connectionChanged', connectionIsNew && ended, connection)
  plain('disconnected', connectionIsNew && ended, connection.reason ?? unknownReason)
  plain('activeSpeakersChanged', previous.speakers !== next.speakers, next.speakers)
  if (previous.self !== self) {
    const before = previous.self
    const { identity, permissions, role } = before
    plain('selfChanged', identity !== self.identity || role !== self.role || permissions !== self.permissions, self)
    for (const source of sourcesOf(self)) {
      const value = localSourceOf(self, source)
      plain('localSourceChanged', localSourceOf(before, source) !== value, source, value)
    }
    plain('qualityChanged', before.quality !== self.quality, 'self', self.quality)
  }
  plain('lobbyChanged', previous.lobby !== next.lobby, next.lobby)
  plain('recordingChanged', recordingOf(previous).active !== recordingOf(next).active, recordingOf(next))
  plain('complianceChanged', previous.compliance !== next.compliance, next.compliance)
  plain('devicesChanged', previous.devices !== next.devices, next.devices)
  plain('audioPlaybackChanged', previous.audioBlocked !== next.audioBlocked, next.audioBlocked)
  plain('audioOnlyChanged', previous.audioOnly !== next.audioOnly, next.audioOnly)
  return events
}

function participantEvents(previous: RoomState, next: RoomState, events: RoomEvent[]): void {
  const changes: {
    readonly before: ParticipantRecord | undefined
    readonly after: ParticipantRecord | undefined
    readonly index: number
  }[] = []
  visibleParticipants(previous).forEachChange(visibleParticipants(next), (before, after) => {
    changes.push({ before, after, index: (after ?? before)?.index ?? 0 })
  })
  changes.sort((left, right) => left.index - right.index)
  for (const { before, after } of changes) {
    if (after === undefined) {
      if (before !== undefined) leftEvents(before, reasonOfLeaving(before, next), events)
    } else if (before === undefined) {
      events.push({ type: 'participantJoined', participant: after.snapshot })
      for (const track of after.snapshot.tracks) trackEvents(undefined, track, events)
    } else if (before.snapshot !== after.snapshot) changedEvents(before.snapshot, after.snapshot, events)
  }
}

function changedEvents(before: ParticipantSnapshot, after: ParticipantSnapshot, events: RoomEvent[]): void {
  if (
    before.displayName !== after.displayName ||
    before.metadata !== after.metadata ||
    before.role !== after.role ||
    before.presence !== after.presence ||
    before.vendor !== after.vendor
  ) {
    events.push({ type: 'participantUpdated', participant: after })
  }
  if (before.tracks !== after.tracks) {
    for (const track of before.tracks) {
      if (!after.tracks.some(({ id }) => id === track.id)) unpublishedEvents(track, events)
    }
    for (const track of after.tracks)
      trackEvents(
        before.tracks.find(({ id }) => id === track.id),
        track,
        events,
      )
  }
  if (before.quality !== after.quality) {
    events.push({ type: 'qualityChanged', payload: [after.id, after.quality] })
  }
}

function trackEvents(before: TrackSnapshot | undefined, track: TrackSnapshot, events: RoomEvent[]): void {
  if (before === track) return
  if (before === undefined) {
    events.push({ type: 'trackPublished', track })
    if (track.subscribed) events.push({ type: 'trackSubscribed', track })
    return
  }
  if (before.generation !== track.generation) events.push({ type: 'trackReplaced', track })
  if (before.subscribed !== track.subscribed) {
    events.push({ type: track.subscribed ? 'trackSubscribed' : 'trackUnsubscribed', track })
  }
  if (before.muted !== track.muted) events.push({ type: track.muted ? 'trackMuted' : 'trackUnmuted', track })
  if (before.paused !== track.paused) events.push({ type: track.paused ? 'trackPaused' : 'trackResumed', track })
}

function unpublishedEvents(track: TrackSnapshot, events: RoomEvent[]): void {
  if (track.subscribed) events.push({ type: 'trackUnsubscribed', track: { ...track, subscribed: false } })
  events.push({ type: 'trackUnpublished', track: { ...track, subscribed: false } })
}

function leftEvents(record: ParticipantRecord, reason: WithRaw<DisconnectReason>, events: RoomEvent[]): void {
  for (const track of record.snapshot.tracks) unpublishedEvents(track, events)
  events.push({ type: 'participantLeft', participant: record.snapshot, reason })
}

function reasonOfLeaving(record: ParticipantRecord, next: RoomState): WithRaw<DisconnectReason> {
  const presence = next.presences.get(record.key)
  if (presence?.participantId === null) return presence.reason
  return next.connection.reason ?? unknownReason
}
