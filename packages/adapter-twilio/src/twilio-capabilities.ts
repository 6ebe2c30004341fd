import type { Capabilities } from '@televid/core/adapter'

const native = { support: 'native' } as const
const none = { support: 'none' } as const

/** What Twilio can and cannot do. */
export const twilioCapabilities = {
  messages: { support: 'emulated', note: 'Over two data tracks that every page publishes.' },
  subscriptions: { support: 'none', note: 'A page of Twilio receives everything or nothing.' },
  videoPreferences: native,
  stats: native,
  levels: { support: 'emulated', note: 'Read from statistics.' },
  profile: { support: 'none', note: 'Names and roles are those of the room channel.' },
  encryption: none,
  captions: { support: 'emulated', note: 'Received where the room is transcribed, which a server starts.' },
  speaker: none,
  // Twilio names one person at most, never this page's own, and none while the own voice is the loudest.
  activeSpeakers: { support: 'emulated', note: 'From levels: Twilio itself names one other person at most.' },
  networkQuality: native,
  recordingState: native,
  screenShare: native,
  screenAudio: native,
  customTracks: native,
  replaceTrack: native,
  signalingResilience: native,
  uniqueIdentity: native,
  networkPause: native,
  simulcast: { support: 'none', note: "Off, as is the SDK's default." },
  bulkMessages: none,
  targetedMessages: { support: 'none', note: 'Twilio sends data to everybody.' },
  lossyMessages: native,
  regions: native,
  forcedRelay: { support: 'native', note: 'Through its TURN servers.' },
  // Twilio advises messages of at most 16 KiB (https://www.twilio.com/docs/video/using-datatrack-api); a room takes 50 people.
  limits: { packetBytes: 16_000, participants: 50 },
  audioPlayback: 'core',
  speakerScope: 'room',
} as const satisfies Capabilities
