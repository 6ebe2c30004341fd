import {
  type AdapterJoinRequest,
  type Capability,
  type FacetsFor,
  type FactSink,
  loadSdk,
  type SessionBase,
  TelevidError,
} from '@televid/core/adapter'
import type { RemoteTrack, Room, Track } from 'livekit-client'
import { connectLivekit } from './connect-livekit.ts'
import type { livekitCapabilities } from './livekit-capabilities.ts'
import { createLivekitCaptions } from './livekit-captions.ts'
import { createLivekitEncryption } from './livekit-encryption.ts'
import { createLivekitMessages } from './livekit-messages.ts'
import { createLivekitRoster } from './livekit-roster.ts'
import { createLivekitSources } from './livekit-sources.ts'
import { mapLivekitReason } from './map-livekit-reason.ts'
import { levelOfLivekitStats, mapLivekitStats } from './map-livekit-stats.ts'
import { parseLivekitCredentials } from './parse-livekit-credentials.ts'

type LivekitCapabilities = typeof livekitCapabilities & { readonly encryption: Capability }
export type LivekitSession = SessionBase & FacetsFor<LivekitCapabilities>

/** `PCTransportState.CONNECTED` (PCTransportManager.ts, 2.23) and `SignalConnectionState.CONNECTED`, which the SDK does not export. */
const transportConnected = 2
const signalConnected = 1

/**
 * Joins a LiveKit room.
 *
 * @throws TelevidError `grant-invalid` | `sdk-missing`, and what `mapLivekitError` makes of the SDK's errors
 */
export async function joinLivekit(
  { encryptionKey, grant, signal }: AdapterJoinRequest,
  sink: FactSink,
  encryptionWorker?: () => Worker,
): Promise<LivekitSession> {
  const credentials = parseLivekitCredentials(grant.credentials)
  const sdk = await loadSdk('livekit', 'livekit-client@^2.23', () => import('livekit-client'))
  signal.throwIfAborted()
  const { RoomEvent: on } = sdk
  // Its lines name room and identity, those of errors too.
  sdk.setLogLevel('silent')
  const encryption =
    encryptionKey && encryptionWorker ? createLivekitEncryption(sdk, encryptionWorker, encryptionKey) : undefined
  const room: Room = new sdk.Room({
    ...encryption?.options,
    // Core attaches the media itself, which the SDK's own way of watching elements does not see.
    adaptiveStream: false,
    dynacast: true,
    // Tracks are core's to end; by an ended one, what the server unpublished would look like a device that went away.
    stopLocalTrackOnUnpublish: false,
    // Core says goodbye when the page goes away, and not when the user stays after all.
    disconnectOnPageLeave: false,
  })
  const roster = createLivekitRoster(sdk, room, sink)
  const { tell } = roster
  const sources = createLivekitSources(sdk, room, roster)
  const captions = createLivekitCaptions(sdk, room, roster)
  const messages = createLivekitMessages(sdk, room, roster)
  let open = false
  let leaving: Promise<void> | undefined

  /** The SDK resumes signaling first, also when it was media that failed: its event does not tell what is lost. */
  const reconnecting = (raw: string) => {
    const { client, pcManager } = room.engine
    const flows = pcManager?.currentState === transportConnected
    const unified = client.currentState === signalConnected ? 'media' : flows ? 'signaling' : 'both'
    tell({ type: 'connection-changed', state: 'reconnecting', lost: { unified, raw } })
  }
  const recording = (active: boolean) => tell({ type: 'recording-changed', active })

  room
    .on(on.Connected, () => {
      roster.sync()
      // A state that was so before we came makes no event.
      if (room.isRecording) recording(true)
    })
    .on(on.SignalReconnecting, () => reconnecting('signal'))
    .on(on.Reconnecting, () => reconnecting('full'))
    .on(on.Reconnected, () => {
      tell({ type: 'connection-changed', state: 'connected' })
      roster.sync()
    })
    .on(on.RecordingStatusChanged, recording)
    .on(on.Disconnected, (reason) => {
      sources.end()
      encryption?.end()
      // A failed join makes this event too; its error tells more.
      if (!open || leaving) return
      const name = sdk.DisconnectReason[reason ?? -1]
      const expired = tokenExpired(room, credentials.token)
      tell({ type: 'connection-changed', state: 'disconnected', reason: mapLivekitReason(name, expired) })
    })

  await encryption?.start(room, roster)
  await connectLivekit(room, credentials, signal)
  open = true
  if (room.state === sdk.ConnectionState.Disconnected)
    throw new TelevidError('connection-lost', 'The session ended while joining. Join again.', { provider: 'livekit' })

  const leave = () => {
    leaving ??= room.disconnect().finally(() => sources.end())
    return leaving
  }
  return {
    native: room,
    refresh: roster.sync,
    leave,
    leaveNow: () => void leave(),
    setSource: sources.setSource,
    messages,
    captions,
    encryption: encryption?.facet,
    subscriptions: {
      setSubscribed: async (track, subscribed) => roster.tracks.get(track)?.setSubscribed(subscribed),
    },
    videoPreferences: {
      setPreferred(track, size) {
        const publication = roster.tracks.get(track)
        publication?.setEnabled(size !== null)
        if (size) publication?.setVideoDimensions(size)
      },
    },
    stats: {
      async sample() {
        const records = [
          ...[...sources.published()].map(async ([source, track]) =>
            mapLivekitStats(await reportOf(track), source, 'outbound'),
          ),
          ...[...roster.tracks].map(async ([key, { track }]) => mapLivekitStats(await reportOf(track), key, 'inbound')),
        ]
        return (await Promise.all(records)).flat()
      },
    },
    levels: {
      async sample() {
        const levels = new Map<string, number>()
        const people = [room.localParticipant, ...room.remoteParticipants.values()]
        await Promise.all(
          people.map(async (participant) => {
            const publication = participant.getTrackPublication(sdk.Track.Source.Microphone)
            const heard = publication?.isMuted ? undefined : publication?.track
            levels.set(roster.keyOf(participant), levelOfLivekitStats(await reportOf(heard)))
          }),
        )
        return levels
      },
    },
    profile: {
      async update({ displayName, metadata }) {
        if (displayName !== undefined) await room.localParticipant.setName(displayName)
        if (metadata !== undefined) await room.localParticipant.setMetadata(metadata)
      },
    },
  }
}

async function reportOf(track: Track | undefined) {
  return (await (track as RemoteTrack | undefined)?.getRTCStatsReport())?.values() ?? []
}

/**
 * Whether the token the SDK came back with has run out. LiveKit refreshes it while connected (every 5 minutes, for 10), so
 * that happens to a page that slept. The SDK has no word for it: `RTCEngine.token` is where it keeps the newest.
 */
function tokenExpired({ engine }: Room, first: string): boolean {
  const token = (engine as unknown as { readonly token?: string } | undefined)?.token ?? first
  try {
    const [, payload = ''] = token.replace(/-/g, '+').replace(/_/g, '/').split('.')
    return JSON.parse(atob(payload)).exp * 1000 < Date.now()
  } catch {
    return false
  }
}
