import { localSourceOf, sourcesOf } from './local-slice.ts'
import type { PlainEventMap, RoomEvent } from './room-event.ts'
import type { ParticipantSnapshot, TrackSnapshot } from './room-snapshot.ts'
import { type ParticipantRecord, type RoomState, unknownReason, visibleParticipants } from './room-state.ts'
import { recordingOf } from './to-room-snapshot.ts'

/** Fields of the state whose new value is an event of its own. */
const wholeFields = [
  ['speakers', 'activeSpeakersChanged'],
  ['lobby', 'lobbyChanged'],
  ['compliance', 'complianceChanged'],
  ['devices', 'devicesChanged'],
  ['audioOnly', 'audioOnlyChanged'],
] as const

/** Fields of a participant whose change is a `participantUpdated`. */
const updatedFields = ['displayName', 'metadata', 'role', 'presence', 'vendor'] as const

/** Fields of the local participant whose change is a `selfChanged`. */
const selfFields = ['identity', 'displayName', 'role', 'permissions'] as const

/** Fields of a track that are on or off, with the event of each. */
const trackToggles = [
  ['subscribed', 'trackSubscribed', 'trackUnsubscribed'],
  ['muted', 'trackMuted', 'trackUnmuted'],
  ['paused', 'trackPaused', 'trackResumed'],
] as const

/**
 * What happened between two states. Pure, and the only source of lifecycle events: state and event cannot disagree.
 * Connected comes before the people found; for an end, everybody leaves before `disconnected`, which is the last event.
 */
export function deriveEvents(previous: RoomState, next: RoomState): RoomEvent[] {
  const events: RoomEvent[] = []
  if (previous === next) return events
  const plain = <E extends keyof PlainEventMap>(type: E, changed: boolean, ...payload: PlainEventMap[E]) => {
    if (changed) events.push({ type, payload } as RoomEvent)
  }
  const { connection, self } = next
  const { self: before } = previous
  const ended = connection.state === 'disconnected'
  const connectionIsNew = previous.connection.state !== connection.state
  plain('connectionChanged', connectionIsNew && !ended, connection)
  participantEvents(previous, next, events)
  if (before !== self) {
    plain(
      'selfChanged',
      selfFields.some((field) => before[field] !== self[field]),
      self,
    )
    for (const source of sourcesOf(self)) {
      const value = localSourceOf(self, source)
      plain('localSourceChanged', localSourceOf(before, source) !== value, source, value)
    }
    plain('qualityChanged', before.quality !== self.quality, 'self', self.quality)
  }
  plain('recordingChanged', recordingOf(previous).active !== recordingOf(next).active, recordingOf(next))
  plain('audioPlaybackChanged', previous.audio !== next.audio, next.audio.blocked)
  for (const [field, type] of wholeFields) {
    if (previous[field] !== next[field]) events.push({ type, payload: [next[field]] } as RoomEvent)
  }
  // The end is the last that is heard of a session.
  plain('connectionChanged', connectionIsNew && ended, connection)
  plain('disconnected', connectionIsNew && ended, connection.reason ?? unknownReason)
  return events
}

function participantEvents(previous: RoomState, next: RoomState, events: RoomEvent[]): void {
  const changes: (readonly [before: ParticipantRecord | undefined, after: ParticipantRecord | undefined])[] = []
  visibleParticipants(previous).forEachChange(visibleParticipants(next), (...change) => changes.push(change))
  const indexOf = ([before, after]: (typeof changes)[number]) => (after ?? before)?.index ?? 0
  changes.sort((left, right) => indexOf(left) - indexOf(right))
  for (const [before, after] of changes) {
    const old = before?.snapshot
    const now = after?.snapshot
    if (old === now) continue
    if (now && !old) events.push({ type: 'participantJoined', participant: now })
    if (now && old) changedEvents(old, now, events)
    trackListEvents(old?.tracks ?? [], now?.tracks ?? [], events)
    if (before && !now) {
      const presence = next.presences.get(before.key)
      const reason = presence?.participantId === null ? presence.reason : next.connection.reason
      events.push({ type: 'participantLeft', participant: before.snapshot, reason: reason ?? unknownReason })
    }
  }
}

function changedEvents(before: ParticipantSnapshot, after: ParticipantSnapshot, events: RoomEvent[]): void {
  if (updatedFields.some((field) => before[field] !== after[field])) {
    events.push({ type: 'participantUpdated', participant: after })
  }
  if (before.quality !== after.quality) events.push({ type: 'qualityChanged', payload: [after.id, after.quality] })
}

function trackListEvents(before: readonly TrackSnapshot[], after: readonly TrackSnapshot[], events: RoomEvent[]): void {
  for (const old of before) {
    if (after.some(({ id }) => id === old.id)) continue
    const track = { ...old, subscribed: false }
    toggleEvents(old, track, events)
    events.push({ type: 'trackUnpublished', track })
  }
  for (const track of after) {
    const old = before.find(({ id }) => id === track.id)
    if (!old) {
      events.push({ type: 'trackPublished', track })
      toggleEvents({ ...track, subscribed: false }, track, events)
    } else if (old !== track) {
      if (old.generation !== track.generation) events.push({ type: 'trackReplaced', track })
      toggleEvents(old, track, events)
    }
  }
}

function toggleEvents(before: TrackSnapshot, track: TrackSnapshot, events: RoomEvent[]): void {
  for (const [field, on, off] of trackToggles) {
    if (before[field] !== track[field]) events.push({ type: track[field] ? on : off, track })
  }
}
