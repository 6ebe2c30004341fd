import type { PublishedTrack, TwilioParticipant } from './twilio-participant.ts'
import type { RestSurroundings } from './twilio-rest.ts'
import { secondsSince, type TwilioRoom } from './twilio-room.ts'

/** The JSON of https://www.twilio.com/docs/video/api/rooms-resource. */
export function roomResource(room: TwilioRoom, { account, origin }: RestSurroundings): object {
  const { parameters } = room
  const url = `${origin()}/v1/Rooms/${room.sid}`
  return {
    sid: room.sid,
    account_sid: account.accountSid,
    status: room.endedAt === null ? 'in-progress' : 'completed',
    unique_name: room.name,
    type: parameters.type,
    date_created: moment(room.createdAt),
    date_updated: moment(room.updatedAt),
    end_time: room.endedAt && moment(room.endedAt),
    duration: room.endedAt && secondsSince(room.createdAt, room.endedAt),
    max_participants: parameters.maxParticipants,
    max_participant_duration: parameters.maxParticipantDuration,
    empty_room_timeout: parameters.emptyRoomTimeout,
    unused_room_timeout: parameters.unusedRoomTimeout,
    media_region: parameters.mediaRegion,
    record_participants_on_connect: parameters.recordOnConnect,
    status_callback: parameters.statusCallback,
    status_callback_method: parameters.statusCallbackMethod,
    video_codecs: ['VP8'],
    audio_only: false,
    large_room: false,
    enable_turn: true,
    url,
    links: { participants: `${url}/Participants` },
  }
}

/** The JSON of https://www.twilio.com/docs/video/api/participants. */
export function participantResource(
  participant: TwilioParticipant,
  room: TwilioRoom,
  { account, origin }: RestSurroundings,
): object {
  const { endedAt, startedAt } = participant
  const url = `${origin()}/v1/Rooms/${room.sid}/Participants/${participant.sid}`
  return {
    sid: participant.sid,
    room_sid: room.sid,
    account_sid: account.accountSid,
    status: participant.state,
    identity: participant.identity,
    date_created: moment(startedAt),
    date_updated: moment(participant.updatedAt),
    start_time: moment(startedAt),
    end_time: endedAt && moment(endedAt),
    duration: endedAt && secondsSince(startedAt, endedAt),
    url,
    links: { published_tracks: `${url}/PublishedTracks` },
  }
}

/** The JSON of https://www.twilio.com/docs/video/api/track-subscriptions#published-track-resource. */
export function trackResource(
  { sid, state }: PublishedTrack,
  participant: TwilioParticipant,
  room: TwilioRoom,
): object {
  return {
    sid,
    participant_sid: participant.sid,
    room_sid: room.sid,
    name: state.name,
    kind: state.kind,
    enabled: state.enabled,
  }
}

/** To the second, as in all of Twilio's answers. */
function moment(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
