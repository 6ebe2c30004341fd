import { isRecord, TelevidError } from '@televid/core/protocol'
import {
  type Expulsions,
  type ServerAdapter,
  type ServerParticipant,
  watchExpulsions,
} from '@televid/core/server-adapter'
import { fromLivekitSource } from '../map-livekit-source.ts'
import type { LivekitCredentials } from '../parse-livekit-credentials.ts'
import { createLivekitApi, type LivekitApi } from './livekit-api.ts'
import { type LivekitConfiguration, type LivekitOptions, parseLivekitOptions } from './livekit-options.ts'
import { livekitOrigins } from './livekit-origins.ts'
import { signLivekitToken } from './sign-livekit-token.ts'
import { verifyLivekitWebhook } from './verify-livekit-webhook.ts'

interface Started {
  readonly configuration: LivekitConfiguration
  readonly api: LivekitApi
  readonly expulsions: Expulsions
}

type Json = Readonly<Record<string, unknown>>

/**
 * Seconds a room stays open without anybody, before the first and after the last: a visit that everybody left for a while is
 * not over. The control plane ends it when LiveKit does.
 */
const emptySeconds = 12 * 3600
/**
 * The longest that a token may be of use: whoever is connected is given a new one for ten minutes, time and again
 * (`roommanager.go`), and an old one opens a room again that was deleted.
 */
const watchMs = 6 * 3_600_000

/**
 * LiveKit as a provider of the control plane: Cloud or self-hosted.
 *
 * A LiveKit token cannot be revoked. Whoever is removed is put out again within 2 s when they return with theirs, and at once
 * where webhooks arrive.
 *
 * @throws TelevidError `invalid-argument` at `start` when the options are not valid
 */
export function livekit(options: LivekitOptions): ServerAdapter {
  let started: Started | null = null
  const running = (): Started => {
    if (started) return started
    throw new TelevidError('invalid-state', 'The livekit provider is not started. Let createControlPlane() start it.')
  }
  const list = async (api: LivekitApi, room: string): Promise<readonly Json[]> => {
    const { participants } = await api('ListParticipants', { room, roomAdmin: true }, { room })
    return Array.isArray(participants) ? participants.filter(isRecord) : []
  }

  return {
    vendor: 'livekit',
    browserOrigins: livekitOrigins(options.url),

    async start({ mode, onError }) {
      const configuration = parseLivekitOptions(options, mode)
      const api = createLivekitApi(configuration)
      const expulsions = watchExpulsions({
        list: async (room) => (await list(api, room)).map(({ identity }) => String(identity)),
        remove: (room, identity) => remove(api, room, identity),
        end: (room) => end(api, room),
        onError,
        watchMs,
      })
      started = { configuration, api, expulsions }
    },

    async createRoom({ occurrence, trace }) {
      const { api, configuration } = running()
      await api(
        'CreateRoom',
        { roomCreate: true },
        {
          name: occurrence,
          empty_timeout: emptySeconds,
          departure_timeout: emptySeconds,
          // Comes back with every webhook, and is in LiveKit's own records.
          metadata: JSON.stringify({ trace }),
          ...(configuration.maxParticipants && { max_participants: configuration.maxParticipants }),
        },
      )
      return { reference: occurrence, region: configuration.region ?? null }
    },

    async mintCredentials({ displayName, expiresAt, identity, permissions, role, room }) {
      const { api, configuration } = running()
      const { apiKey, apiSecret, displayNames, iceServers, maxParticipants, relayOnly, url } = configuration
      if (maxParticipants !== undefined) {
        const others = (await list(api, room.reference)).filter((each) => each.identity !== identity)
        if (others.length >= maxParticipants)
          throw new TelevidError('room-full', 'The room is full. Try again when somebody has left.', {
            provider: 'livekit',
          })
      }
      const token = await signLivekitToken({
        apiKey,
        apiSecret,
        identity,
        ...(displayNames && displayName !== undefined && { name: displayName }),
        attributes: { 'televid.role': role },
        video: {
          room: room.reference,
          roomJoin: true,
          canPublish: permissions.includes('publish'),
          canSubscribe: true,
          canPublishData: true,
          canUpdateOwnMetadata: false,
        },
        expiresAt: Math.floor(expiresAt / 1000),
      })
      const credentials = {
        url,
        token,
        ...(relayOnly && { iceTransportPolicy: 'relay' as const }),
        ...(iceServers && { iceServers: iceServers as RTCIceServer[] }),
      } satisfies LivekitCredentials
      return { credentials }
    },

    async removeParticipant({ reference }, identity) {
      const { api, expulsions } = running()
      expulsions.add(reference, identity)
      await remove(api, reference, identity)
    },

    async endRoom({ reference }) {
      const { api, expulsions } = running()
      expulsions.add(reference, null)
      await end(api, reference)
    },

    async listParticipants({ reference }) {
      const people = await list(running().api, reference)
      return people.map(({ identity, joined_at, tracks }): ServerParticipant => {
        const sources = (Array.isArray(tracks) ? tracks.filter(isRecord) : []).map((track) => ({
          source: sourceOf(track),
          muted: track.muted === true,
        }))
        const seconds = Number(joined_at ?? 0)
        return { identity: String(identity), sources, ...(seconds > 0 && { joinedAt: seconds * 1000 }) }
      })
    },

    async muteSource({ reference: room }, identity, source) {
      const { api } = running()
      const person = (await list(api, room)).find((each) => each.identity === identity)
      const tracks = Array.isArray(person?.tracks) ? person.tracks.filter(isRecord) : []
      for (const track of tracks) {
        if (sourceOf(track) === source)
          await api(
            'MutePublishedTrack',
            { room, roomAdmin: true },
            { room, identity, track_sid: track.sid, muted: true },
          )
      }
    },

    async setCanPublish({ reference: room }, identity, canPublish) {
      const permission = { can_subscribe: true, can_publish: canPublish, can_publish_data: true }
      await running().api('UpdateParticipant', { room, roomAdmin: true }, { room, identity, permission })
    },

    async verifyWebhook(request) {
      return verifyLivekitWebhook(request, running().configuration)
    },

    async close() {
      started?.expulsions.close()
      started = null
    },
  }
}

async function remove(api: LivekitApi, room: string, identity: string): Promise<void> {
  await unlessGone(api('RemoveParticipant', { room, roomAdmin: true }, { room, identity }))
}

async function end(api: LivekitApi, room: string): Promise<void> {
  await unlessGone(api('DeleteRoom', { roomCreate: true }, { room }))
}

async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!TelevidError.isInstance(error) || error.code !== 'room-not-found') throw error
  }
}

/** Protobuf JSON names enums in upper case. */
function sourceOf({ name, sid, source }: Json) {
  return fromLivekitSource(String(source ?? 'UNKNOWN').toLowerCase(), String(name ?? ''), String(sid ?? 'track'))
}
