import type { Attachments } from '../playback/attachments.ts'
import type { AudioPlayback } from '../playback/audio-playback.ts'
import { type ParticipantRecord, type RoomState, type TrackRecord, visibleParticipants } from '../state/room-state.ts'

/** Brings elements and speakers in line with the media of the state; core plays audio only where the adapter does not. */
export function syncMedia(
  previous: RoomState,
  next: RoomState,
  attachments: Attachments,
  audio: AudioPlayback | null,
): void {
  const before = visibleParticipants(previous)
  const after = visibleParticipants(next)
  before.forEachChange(after, (old, now) => {
    for (const track of old?.tracks ?? []) {
      if (trackIn(now, track) === undefined) show(track, null, attachments, audio)
    }
    for (const track of now?.tracks ?? []) {
      const media = playable(track)
      const known = trackIn(old, track)
      if (known === undefined ? media !== null : playable(known) !== media) show(track, media, attachments, audio)
    }
  })
}

/** What may be seen or heard of a track now. */
function playable(track: TrackRecord): MediaStreamTrack | null {
  return track.published && track.wanted ? track.media : null
}

function trackIn(record: ParticipantRecord | undefined, track: TrackRecord): TrackRecord | undefined {
  return record?.tracks.find(({ snapshot }) => snapshot.id === track.snapshot.id)
}

function show(
  { snapshot }: TrackRecord,
  media: MediaStreamTrack | null,
  attachments: Attachments,
  audio: AudioPlayback | null,
): void {
  attachments.set(snapshot.id, media)
  if (snapshot.kind !== 'audio' || audio === null) return
  if (media === null) audio.remove(snapshot.id)
  else audio.add(snapshot.id, media, snapshot.participantId)
}
