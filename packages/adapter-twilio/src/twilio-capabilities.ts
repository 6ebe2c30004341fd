import type { Capabilities } from '@televid/core/adapter'

const native = { support: 'native' } as const
const none = { support: 'none' } as const

/** What Twilio can and cannot do. */
export const twilioCapabilities = {
  messages: { support: 'emulated', note: 'Over data tracks.' },
  subscriptions: { support: 'none', note: 'All or nothing.' },
  videoPreferences: native,
  stats: native,
  levels: { support: 'emulated', note: 'Read from statistics.' },
  // Names and roles are those of the room channel.
  profile: none,
  encryption: none,
  captions: { support: 'emulated', note: 'Where a server has the room transcribed.' },
  speaker: none,
  // Twilio names one person at most, never this page's own, and none while the own voice is the loudest.
  activeSpeakers: { support: 'emulated', note: 'From levels.' },
  networkQuality: native,
  recordingState: native,
  screenShare: native,
  screenAudio: native,
  customTracks: native,
  replaceTrack: native,
  signalingResilience: native,
  uniqueIdentity: native,
  networkPause: native,
  // Off, as is the SDK's default.
  simulcast: none,
  bulkMessages: none,
  targetedMessages: { support: 'none', note: 'Data goes to everybody.' },
  lossyMessages: native,
  regions: native,
  forcedRelay: { support: 'native', note: 'Its TURN servers.' },
  // Twilio advises messages of at most 16 KiB (https://www.twilio.com/docs/video/using-datatrack-api); a room takes 50 people.
  limits: { packetBytes: 16_000, participants: 50 },
  audioPlayback: 'core',
  speakerScope: 'room',
} as const satisfies Capabilities
