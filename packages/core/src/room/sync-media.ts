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
  const show = ({ snapshot }: TrackRecord, media: MediaStreamTrack | null): void => {
    const { id, kind, participantId } = snapshot
    attachments.set(id, media)
    if (kind !== 'audio') return
    if (media) audio?.add(id, media, participantId)
    else audio?.remove(id)
  }
  visibleParticipants(previous).forEachChange(visibleParticipants(next), (old, now) => {
    for (const track of old?.tracks ?? []) if (!trackIn(now, track)) show(track, null)
    for (const track of now?.tracks ?? []) {
      const media = playable(track)
      if (media !== playable(trackIn(old, track))) show(track, media)
    }
  })
}

/** What may be seen or heard of a track now. */
function playable(track: TrackRecord | undefined): MediaStreamTrack | null {
  return track?.published && track.wanted ? track.media : null
}

function trackIn(record: ParticipantRecord | undefined, track: TrackRecord): TrackRecord | undefined {
  return record?.tracks.find(({ snapshot }) => snapshot.id === track.snapshot.id)
}
