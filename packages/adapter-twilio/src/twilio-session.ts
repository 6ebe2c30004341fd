import {
  type AdapterJoinRequest,
  type FacetsFor,
  type FactSink,
  type SessionBase,
  TelevidError,
} from '@televid/core/adapter'
import { connectTwilio } from './connect-twilio.ts'
import { mapTwilioLoss, mapTwilioReason } from './map-twilio-reason.ts'
import { levelsOfTwilioStats, mapTwilioStats } from './map-twilio-stats.ts'
import { parseTwilioCredentials } from './parse-twilio-credentials.ts'
import type { twilioCapabilities } from './twilio-capabilities.ts'
import { createTwilioCaptions } from './twilio-captions.ts'
import { createTwilioDataTracks, createTwilioMessages } from './twilio-messages.ts'
import { createTwilioRoster } from './twilio-roster.ts'
import { loadTwilioSdk } from './twilio-sdk.ts'
import { createTwilioSources } from './twilio-sources.ts'

export type TwilioSession = SessionBase & FacetsFor<typeof twilioCapabilities>

/**
 * Joins a Twilio room.
 *
 * @throws TelevidError `grant-invalid` | `sdk-missing`, and what `mapTwilioError` makes of the SDK's errors
 */
export async function joinTwilio({ grant, signal }: AdapterJoinRequest, sink: FactSink): Promise<TwilioSession> {
  const credentials = parseTwilioCredentials(grant.credentials)
  const sdk = await loadTwilioSdk()
  signal.throwIfAborted()
  const data = createTwilioDataTracks(sdk)
  const room = await connectTwilio(sdk, credentials, credentials.room ?? grant.room, Object.values(data), signal)
  if (room.state === 'disconnected')
    throw new TelevidError('connection-lost', 'The session ended while joining. Join again.', { provider: 'twilio' })

  const roster = createTwilioRoster(room, sink)
  const { keyOf, tell, tracks } = roster
  const sources = createTwilioSources(sdk, room, credentials.canPublish)
  const captions = createTwilioCaptions(room, roster)
  const messages = createTwilioMessages(room, roster, data)
  let leaving = false
  let reconnecting = false
  let recording = false

  const recorded = () => {
    // The SDK says that a recording stopped where none had begun (lib/signaling/recording.js).
    if (recording === room.isRecording) return
    recording = room.isRecording
    tell({ type: 'recording-changed', active: recording })
  }
  room
    // These two come in a later task, `disconnected` at once: they may come after it.
    .on('reconnecting', (error) => {
      if (room.state === 'disconnected') return
      reconnecting = true
      const lost = mapTwilioLoss(error)
      tell({ type: 'connection-changed', state: 'reconnecting', ...(lost && { lost }) })
    })
    .on('reconnected', () => {
      if (room.state === 'disconnected') return
      reconnecting = false
      tell({ type: 'connection-changed', state: 'connected' })
      roster.sync()
    })
    .on('recordingStarted', recorded)
    .on('recordingStopped', recorded)
    .on('disconnected', (_, error) => {
      sources.end()
      messages.end()
      if (leaving) return
      tell({ type: 'connection-changed', state: 'disconnected', reason: mapTwilioReason(error, reconnecting) })
    })
  roster.sync()
  recorded()

  const leaveNow = () => {
    leaving = true
    room.disconnect()
  }
  return {
    native: room,
    refresh: roster.sync,
    leave: async () => leaveNow(),
    leaveNow,
    setSource: sources.setSource,
    messages,
    captions,
    videoPreferences: {
      setPreferred(key, size) {
        const track = tracks.get(key)
        if (!track) return
        track.preferred = size
        roster.prefer(track)
      },
    },
    stats: {
      async sample() {
        const bindings = new Map([...tracks].map(([key, { publication }]) => [publication.trackSid, key]))
        return mapTwilioStats(await room.getStats(), (sid) => bindings.get(sid) ?? sources.sourceOf(sid))
      },
    },
    levels: {
      async sample() {
        const bySid = levelsOfTwilioStats(await room.getStats())
        const levels = new Map<string, number>()
        for (const { sid } of room.participants.values()) levels.set(keyOf(sid) ?? sid, 0)
        // To the own microphone core listens itself: it has no statistics while nobody receives it.
        for (const { participant, publication, source } of tracks.values()) {
          if (source === 'microphone' && publication.isTrackEnabled)
            levels.set(keyOf(participant.sid) ?? '', bySid.get(publication.trackSid) ?? 0)
        }
        return levels
      },
    },
  }
}
