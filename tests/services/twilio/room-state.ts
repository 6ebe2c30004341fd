import type { FaultRules } from './fault-rules.ts'
import type { LocalTrackState, PeerConnectionState, SubscribedState } from './rsp-message.ts'
import { type ErrorState, TwilioError } from './twilio-error.ts'
import type { TwilioParticipant } from './twilio-participant.ts'
import type { RoomSurroundings, TwilioRoom } from './twilio-room.ts'

/** Twilio's limit, characters. */
const longestTrackName = 128

/** All that a page has to know when it joins and when it is back. */
export function wholeState(room: TwilioRoom, { rules, settings }: RoomSurroundings, participant: TwilioParticipant) {
  const others = [...room.present.values()].filter((other) => other !== participant)
  const channels = room.channels.get(participant.sid)
  const state = {
    version: 2 as const,
    sid: room.sid,
    name: room.name,
    participant: { sid: participant.sid, identity: participant.identity },
    participants: others.map((other) => other.remoteState()),
    published: participant.publishedState(),
    subscribed: subscribedState(room, rules, participant),
    recording: room.recording,
    // The SDK closes whatever is not in this list when it comes back.
    peer_connections: [
      ...room.pairs.statesFor(participant.sid),
      ...[...participant.keptConnections].map((id): PeerConnectionState => ({ id })),
      ...(channels ? [channels.connection()] : []),
    ],
    options: {
      session_timeout: settings.sessionTimeout,
      signaling_region: 'us1',
      media_region: room.parameters.mediaRegion,
      audio_processors: [],
    },
  }
  return channels ? { ...state, media_signaling: channels.signaling() } : state
}

/**
 * Every track that somebody gets, and every one that they do not get for a reason.
 * @param without sid of a participant whose tracks are left out
 */
export function subscribedState(
  room: TwilioRoom,
  rules: FaultRules,
  subscriber: TwilioParticipant,
  without?: string,
): SubscribedState {
  const revision = subscriber.nextSubscribedRevision()
  if (!subscriber.subscribes) return { revision, tracks: [] }
  const publishers = [...room.present.values()].filter((other) => other !== subscriber && other.sid !== without)
  const where = { room, identity: subscriber.identity }
  const tracks = publishers.flatMap((publisher) =>
    publisher.readyTracks().map(({ sid, state }) => {
      const code = rules.subscribeError(where, publisher.identity, state)
      return code === null ? { sid, id: state.id } : { sid, error: new TwilioError(code).state() }
    }),
  )
  return { revision, tracks }
}

/** Why a new track is refused, null if it is not. */
export function judgeTrack(
  room: TwilioRoom,
  { rules, settings }: RoomSurroundings,
  participant: TwilioParticipant,
  track: LocalTrackState,
): ErrorState | null {
  const others = participant.readyTracks()
  const refuse = (code: number) => new TwilioError(code).state()
  const code = rules.publishError({ room, identity: participant.identity }, track)
  if (code !== null) return refuse(code)
  if (track.name === '') return refuse(53301)
  if (track.name.length > longestTrackName) return refuse(53302)
  if (others.some(({ state }) => state.name === track.name)) return refuse(53304)
  return others.length >= settings.maxTracks ? refuse(53203) : null
}
