import type { Capabilities } from '@televid/core/adapter'

const native = { support: 'native' } as const
const none = { support: 'none' } as const

/** What the mesh can and cannot do. */
export const p2pCapabilities = {
  messages: native,
  subscriptions: native,
  videoPreferences: none,
  stats: native,
  levels: native,
  profile: none,
  encryption: {
    support: 'none',
    note: 'Media is encrypted from browser to browser by WebRTC itself; there is no key of the app.',
  },
  captions: none,
  speaker: none,
  activeSpeakers: { support: 'emulated', note: 'Derived by core from levels.' },
  networkQuality: { support: 'emulated', note: 'Derived by core from stats.' },
  recordingState: none,
  screenShare: native,
  screenAudio: native,
  customTracks: native,
  replaceTrack: native,
  signalingResilience: native,
  uniqueIdentity: native,
  networkPause: none,
  simulcast: none,
  bulkMessages: none,
  targetedMessages: native,
  lossyMessages: native,
  regions: none,
  forcedRelay: { support: 'native', note: 'The grant says so: every packet then takes the TURN server it names.' },
  limits: { packetBytes: 16_384, participants: 6 },
  audioPlayback: 'core',
  speakerScope: 'room',
} as const satisfies Capabilities
