import { z } from 'zod'

/**
 * The room signaling protocol, version 2, as `twilio-video` 2.36.0 speaks it (`lib/signaling/v2/twilioconnectiontransport.js`
 * sends and receives, `lib/signaling/v2/room.js` applies). What goes out is checked as well: the SDK hangs or throws on a
 * message that lacks a field.
 */
const revision = z.int().nonnegative()
const kind = z.enum(['audio', 'video', 'data'])
const priority = z.enum(['low', 'standard', 'high'])
const error = z.strictObject({ code: z.int(), message: z.string() })

const candidate = z.looseObject({ candidate: z.string() })
const ice = z.object({
  ufrag: z.string(),
  revision,
  candidates: z.array(candidate),
  complete: z.literal(true).optional(),
})
const description = z.object({
  type: z.enum(['offer', 'answer', 'pranswer', 'create-offer', 'close']),
  revision,
  sdp: z.string().optional(),
})
const peerConnection = z.object({ id: z.string().min(1), description: description.optional(), ice: ice.optional() })

const localTrack = z.object({ id: z.string().min(1), kind, name: z.string(), enabled: z.boolean(), priority })
const localParticipant = z.object({ revision, tracks: z.array(localTrack) })

const version = z.literal(2)
const connect = z.object({
  type: z.literal('connect'),
  version,
  name: z.string().nullable(),
  token: z.string(),
  participant: localParticipant,
  peer_connections: z.array(peerConnection),
  subscribe: z.object({ rules: z.array(z.object({ type: z.enum(['include', 'exclude']), all: z.boolean() })) }),
  media_signaling: z.record(z.string(), z.unknown()),
  format: z.literal('unified'),
})
const sync = z.object({
  type: z.literal('sync'),
  version,
  session: z.string(),
  token: z.string(),
  participant: localParticipant,
  peer_connections: z.array(peerConnection),
})
const update = z.object({
  type: z.literal('update'),
  version,
  session: z.string(),
  participant: localParticipant.optional(),
  peer_connections: z.array(peerConnection).optional(),
})
const iceRequest = z.object({ type: z.literal('ice'), version: z.literal(1), token: z.string() })
const disconnect = z.object({ type: z.literal('disconnect'), version, session: z.string().nullable() })

/** From a page. */
export const rspRequest = z.discriminatedUnion('type', [iceRequest, connect, sync, update, disconnect])

const published = z.strictObject({
  revision,
  tracks: z.array(
    z.union([
      z.strictObject({ id: z.string(), sid: z.string(), state: z.literal('ready') }),
      z.strictObject({ id: z.string(), state: z.literal('failed'), error }),
    ]),
  ),
})
const subscribed = z.strictObject({
  revision,
  tracks: z.array(
    z.union([z.strictObject({ sid: z.string(), id: z.string() }), z.strictObject({ sid: z.string(), error })]),
  ),
})
const remoteParticipant = z.strictObject({
  sid: z.string(),
  identity: z.string(),
  revision: revision.positive(),
  state: z.enum(['connected', 'reconnecting', 'disconnected']),
  tracks: z.array(z.strictObject({ sid: z.string(), name: z.string(), kind, enabled: z.boolean(), priority })),
})
const recording = z.strictObject({ is_recording: z.boolean(), revision })
const changes = {
  participants: z.array(remoteParticipant),
  published,
  subscribed,
  recording,
  peer_connections: z.array(peerConnection),
}
const whole = {
  ...changes,
  version,
  sid: z.string(),
  name: z.string(),
  participant: z.strictObject({ sid: z.string(), identity: z.string() }),
  options: z.strictObject({
    session_timeout: z.number().positive(),
    signaling_region: z.string(),
    media_region: z.string(),
    audio_processors: z.array(z.string()),
  }),
  media_signaling: z
    .record(
      z.string(),
      z.strictObject({ transport: z.strictObject({ type: z.literal('data-channel'), label: z.string() }) }),
    )
    .optional(),
}
const warnings = z.record(z.string(), z.strictObject({ recordings: z.enum(['NO_MEDIA', 'OK']) }))

/** To a page. */
export const rspReply = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('iced'),
    version: z.literal(1),
    ice_servers: z.array(z.object({ urls: z.union([z.string(), z.array(z.string())]) })),
  }),
  z.strictObject({ type: z.literal('connected'), session: z.string(), ...whole }),
  z.strictObject({ type: z.literal('synced'), ...whole }),
  z.strictObject({ type: z.literal('update'), version, ...z.object(changes).partial().shape }),
  z.strictObject({
    type: z.literal('warning'),
    version,
    states: z.strictObject({ revision, tracks: warnings }),
  }),
  z.strictObject({ type: z.literal('disconnected'), version, status: z.string() }),
  z.strictObject({ type: z.literal('error'), version, code: z.int(), message: z.string() }),
])

export type ConnectRequest = z.infer<typeof connect>
export type SyncRequest = z.infer<typeof sync>
export type UpdateRequest = z.infer<typeof update>
export type RspRequest = z.infer<typeof rspRequest>
export type RspReply = z.input<typeof rspReply>
export type RoomChanges = Omit<Extract<RspReply, { type: 'update' }>, 'type' | 'version'>
export type PeerConnectionState = z.infer<typeof peerConnection>
export type DescriptionState = z.infer<typeof description>
export type IceState = z.infer<typeof ice>
export type LocalTrackState = z.infer<typeof localTrack>
export type LocalParticipantState = z.infer<typeof localParticipant>
export type PublishedState = z.infer<typeof published>
export type SubscribedState = z.infer<typeof subscribed>
export type RemoteParticipantState = z.infer<typeof remoteParticipant>
