import { isRecord, TelevidError } from '@televid/core/protocol'
import {
  type Expulsions,
  type ServerAdapter,
  type ServerParticipant,
  watchExpulsions,
} from '@televid/core/server-adapter'
import { fromTwilioTrack } from '../map-twilio-source.ts'
import type { TwilioCredentials } from '../parse-twilio-credentials.ts'
import { signTwilioToken } from './sign-twilio-token.ts'
import { createTwilioApi, refusalCode, type TwilioApi } from './twilio-api.ts'
import { parseTwilioOptions, type TwilioConfiguration, type TwilioOptions } from './twilio-options.ts'
import { twilioOrigins } from './twilio-origins.ts'
import { verifyTwilioWebhook } from './verify-twilio-webhook.ts'

interface Started {
  readonly configuration: TwilioConfiguration
  readonly api: TwilioApi
  readonly expulsions: Expulsions
}

type Json = Readonly<Record<string, unknown>>

/** Twilio's answer to making a room whose name one in progress has. */
const roomExists = 53113
/** `MaxParticipantDuration` of a room unless it is made with another: nobody stays longer, so that no token needs to live longer. */
const longestSeconds = 14_400
/** More than the 50 that a room may hold. */
const pageSize = 100

/**
 * Twilio Video as a provider of the control plane.
 *
 * Rooms have the app's name at Twilio, so that pages with a token of the app's own endpoint can be in them too, and are known by their
 * SID here. Nothing at Twilio holds somebody with a token back: whoever was removed is put out again, within 2 s, when they
 * return with theirs.
 *
 * @throws TelevidError `invalid-argument` at `start` when the options are not valid
 */
export function twilio(options: TwilioOptions): ServerAdapter {
  let started: Started | null = null
  const running = (): Started => {
    if (started) return started
    throw new TelevidError('invalid-state', 'The twilio provider is not started. Let createControlPlane() start it.')
  }

  return {
    vendor: 'twilio',
    browserOrigins: twilioOrigins(options),

    async start({ onError }) {
      const configuration = parseTwilioOptions(options)
      const api = createTwilioApi(configuration)
      const expulsions = watchExpulsions({
        list: (room) => whoIsIn(api, room),
        remove: (room, identity) => remove(api, room, identity),
        onError,
        watchMs: longestSeconds * 1000,
      })
      started = { configuration, api, expulsions }
    },

    async createRoom({ room }) {
      const { api, configuration } = running()
      const { mediaRegion } = configuration
      const { sid } = await makeRoom(api, room, configuration)
      return { reference: String(sid), region: mediaRegion ?? null }
    },

    async mintCredentials({ expiresAt, identity, permissions, room }) {
      const { api, configuration } = running()
      const { allowUnenforcedRoles, maxParticipants, relayOnly, signalingRegion, wsServer } = configuration
      const canPublish = permissions.includes('publish')
      if (!canPublish && !allowUnenforcedRoles)
        throw new TelevidError(
          'unsupported',
          'Twilio cannot hold back somebody who may not publish. Give them a role that may, choose another provider, or set allowUnenforcedRoles.',
          { provider: 'twilio' },
        )
      if (maxParticipants !== undefined) {
        const others = (await identitiesIn(api, room.reference)).filter((each) => each !== identity)
        if (others.length >= maxParticipants)
          throw new TelevidError('room-full', 'The room is full. Try again when somebody has left.', {
            provider: 'twilio',
          })
      }
      const issuedAt = Math.floor(Date.now() / 1000)
      const until = Math.min(Math.floor(expiresAt / 1000), issuedAt + longestSeconds)
      const token = await signTwilioToken({
        ...configuration,
        identity,
        room: room.reference,
        issuedAt,
        expiresAt: until,
      })
      const credentials = {
        token,
        room: room.reference,
        ...(signalingRegion && { region: signalingRegion }),
        ...(relayOnly && { iceTransportPolicy: 'relay' as const }),
        ...(!canPublish && { canPublish }),
        ...(wsServer && { wsServer }),
      } satisfies TwilioCredentials
      return { credentials, expiresAt: until * 1000 }
    },

    async removeParticipant({ reference }, identity) {
      const { api, expulsions } = running()
      expulsions.add(reference, identity)
      await remove(api, reference, identity)
    },

    async endRoom({ reference }) {
      const { api, expulsions } = running()
      expulsions.forget(reference)
      await unlessOver(api('POST', `/Rooms/${reference}`, { Status: 'completed' }))
    },

    async listParticipants({ reference }) {
      const { api } = running()
      const people = await participantsIn(api, reference)
      return Promise.all(people.map((person) => participantOf(api, reference, person)))
    },

    async verifyWebhook(request) {
      return verifyTwilioWebhook(request, running().configuration)
    },

    async close() {
      started?.expulsions.close()
      started = null
    },
  }
}

/** Makes the room, or takes the one in progress that has its name; that one may end in between, once. */
async function makeRoom(api: TwilioApi, name: string, configuration: TwilioConfiguration): Promise<Json> {
  const { emptyMinutes, maxParticipants, mediaRegion, roomType, statusCallback } = configuration
  const form = {
    UniqueName: name,
    EmptyRoomTimeout: String(emptyMinutes),
    UnusedRoomTimeout: String(emptyMinutes),
    ...(roomType && { Type: roomType }),
    ...(maxParticipants && { MaxParticipants: String(maxParticipants) }),
    ...(mediaRegion && { MediaRegion: mediaRegion }),
    ...(statusCallback && { StatusCallback: statusCallback, StatusCallbackMethod: 'POST' }),
  }
  const make = () => api('POST', '/Rooms', form)
  try {
    return await make()
  } catch (error) {
    if (refusalCode(error) !== roomExists) throw error
    const known = await api('GET', `/Rooms/${encodeURIComponent(name)}`).catch(nullIfOver)
    return known ?? make()
  }
}

/** @param statuses without one everybody who ever was in the room would be listed */
async function participantsIn(
  api: TwilioApi,
  room: string,
  statuses: readonly string[] = ['connected', 'reconnecting'],
): Promise<readonly Json[]> {
  const pages = await Promise.all(
    statuses.map((status) => api('GET', `/Rooms/${room}/Participants?Status=${status}&PageSize=${pageSize}`)),
  )
  return pages.flatMap(({ participants }) => (Array.isArray(participants) ? participants.filter(isRecord) : []))
}

async function identitiesIn(...where: Parameters<typeof participantsIn>): Promise<readonly string[]> {
  return (await participantsIn(...where)).map(({ identity }) => String(identity))
}

/** `null` when the room is over, which the list of its participants does not say. */
async function whoIsIn(api: TwilioApi, room: string): Promise<readonly string[] | null> {
  const people = await identitiesIn(api, room, ['connected']).catch(nullIfOver)
  if (people === null || people.length > 0) return people
  const known = await api('GET', `/Rooms/${room}`).catch(nullIfOver)
  return known?.status === 'in-progress' ? [] : null
}

async function participantOf(api: TwilioApi, room: string, person: Json): Promise<ServerParticipant> {
  const path = `/Rooms/${room}/Participants/${person.sid}/PublishedTracks?PageSize=${pageSize}`
  // They may have left since they were listed.
  const { published_tracks } = (await api('GET', path).catch(nullIfOver)) ?? {}
  const tracks = Array.isArray(published_tracks) ? published_tracks.filter(isRecord) : []
  const sources: ServerParticipant['sources'][number][] = []
  for (const { enabled, kind, name, sid } of tracks) {
    if (kind !== 'audio' && kind !== 'video') continue
    const taken = new Set(sources.map(({ source }) => source))
    sources.push({ source: fromTwilioTrack(String(name), kind, String(sid), taken), muted: enabled === false })
  }
  const joinedAt = Date.parse(String(person.start_time))
  return { identity: String(person.identity), sources, ...(!Number.isNaN(joinedAt) && { joinedAt }) }
}

async function remove(api: TwilioApi, room: string, identity: string): Promise<void> {
  await unlessOver(
    api('POST', `/Rooms/${room}/Participants/${encodeURIComponent(identity)}`, { Status: 'disconnected' }),
  )
}

async function unlessOver(call: Promise<unknown>): Promise<void> {
  await call.catch(nullIfOver)
}

/** A room that has ended, or somebody who is not there. */
function nullIfOver(error: unknown): null {
  if (TelevidError.isInstance(error) && (error.code === 'room-not-found' || error.code === 'room-ended')) return null
  throw error
}
