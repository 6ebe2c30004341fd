import type { Capabilities } from '@televid/core/adapter'

const native = { support: 'native' } as const
const none = { support: 'none' } as const

/** What LiveKit can and cannot do; `encryption` is up to the app. */
export const livekitCapabilities = {
  messages: native,
  subscriptions: native,
  videoPreferences: native,
  stats: native,
  levels: native,
  profile: { support: 'native', note: 'Needs a token with canUpdateOwnMetadata.' },
  captions: { support: 'native', note: 'What an agent in the room transcribes.' },
  speaker: none,
  activeSpeakers: native,
  networkQuality: native,
  recordingState: native,
  screenShare: native,
  screenAudio: native,
  customTracks: native,
  replaceTrack: native,
  signalingResilience: native,
  uniqueIdentity: native,
  networkPause: native,
  simulcast: native,
  bulkMessages: none,
  targetedMessages: native,
  lossyMessages: native,
  regions: native,
  forcedRelay: native,
  // The whole packet may have 64,000 bytes; LiveKit advises 15 KiB for reliable ones (docs.livekit.io, "Data packets").
  limits: { packetBytes: 15_000, participants: 100 },
  audioPlayback: 'core',
  speakerScope: 'room',
} as const satisfies Omit<Capabilities, 'encryption'>
