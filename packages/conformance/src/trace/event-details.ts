import type { Participant, RoomEventMap, Track } from '@televid/core'
import type { EventDetail } from './trace-entry.ts'

type DetailOf<E extends keyof RoomEventMap> = (...payload: RoomEventMap[E]) => EventDetail

const ofParticipant = ({ id, identity, initial }: Participant): EventDetail => ({
  participantId: id,
  identity,
  initial,
})

const ofTrack = (track: Track, { id, identity }: Participant): EventDetail => ({
  participantId: id,
  identity,
  trackId: track.id,
  source: track.source,
  generation: track.snapshot.generation,
  state: [track.muted ? 'muted' : '', track.paused ? 'paused' : ''].filter(Boolean).join(' ') || 'live',
})

/** What a trace keeps of each event; payloads of messages, captions and warnings stay in the page. */
export const eventDetails: { readonly [E in keyof RoomEventMap]: DetailOf<E> } = {
  connectionChanged: ({ state, reason, lost }) => ({
    state,
    ...(reason && { reason: reason.unified }),
    ...(lost && { lost: lost.unified }),
  }),
  disconnected: ({ unified }) => ({ reason: unified }),
  participantJoined: ofParticipant,
  participantUpdated: (participant) => ({ ...ofParticipant(participant), state: participant.presence }),
  participantLeft: (participant, { unified }) => ({ ...ofParticipant(participant), reason: unified }),
  trackPublished: ofTrack,
  trackSubscribed: ofTrack,
  trackMuted: ofTrack,
  trackUnmuted: ofTrack,
  trackPaused: ofTrack,
  trackResumed: ofTrack,
  trackReplaced: ofTrack,
  trackUnsubscribed: ofTrack,
  trackUnpublished: ofTrack,
  messageReceived: ({ participant: { id, identity }, topic }) => ({ participantId: id, identity, topic }),
  captionReceived: ({ participantId, final }) => ({ participantId, state: final ? 'final' : 'interim' }),
  activeSpeakersChanged: ([loudest]) => (loudest ? { participantId: loudest.participantId } : {}),
  qualityChanged: (participantId, { unified }) => ({ participantId, state: String(unified) }),
  localSourceChanged: (source, { state, error }) => ({ source, state, ...(error && { reason: error.code }) }),
  selfChanged: () => ({}),
  devicesChanged: () => ({}),
  lobbyChanged: ({ admission }) => ({ state: String(admission) }),
  recordingChanged: ({ active }) => ({ state: active ? 'on' : 'off' }),
  complianceChanged: (stamp) => ({ state: String(stamp?.verdict ?? null) }),
  audioPlaybackChanged: (blocked) => ({ state: blocked ? 'blocked' : 'allowed' }),
  audioOnlyChanged: ({ active, cause }) => ({ state: active ? 'on' : 'off', ...(cause && { reason: cause }) }),
  warning: ({ code }) => ({ reason: code }),
  error: ({ code }) => ({ reason: code }),
}
