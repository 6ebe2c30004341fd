import type { ConnectOptions, LocalTrack, Room } from 'twilio-video'
import type { TwilioCredentials } from './parse-twilio-credentials.ts'
import type { TwilioSdk } from './twilio-sdk.ts'

/**
 * `connect` with an AbortSignal, of which the SDK has none. Resolves when signaling is connected. Whoever listens in the same
 * turn misses nothing: the SDK goes on in a later task.
 *
 * @param tracks at least an empty list, without which the SDK opens camera and microphone
 */
export async function connectTwilio(
  sdk: TwilioSdk,
  credentials: TwilioCredentials,
  name: string,
  tracks: LocalTrack[],
  signal: AbortSignal,
): Promise<Room> {
  const { iceServers, iceTransportPolicy, region, token, wsServer } = credentials
  const options: ConnectOptions & { readonly wsServer?: string } = {
    name,
    tracks,
    automaticSubscription: true,
    // By hand: left to itself the SDK has pictures switched off that no element of its own shows, and core attaches the media.
    bandwidthProfile: { video: { clientTrackSwitchOffControl: 'manual', contentPreferencesMode: 'manual' } },
    networkQuality: { local: 1, remote: 1 },
    receiveTranscriptions: true,
    // Sends what happens in a call to another host of Twilio's.
    insights: false,
    // Its lines name room and identity.
    logLevel: 'off',
    rtcConfiguration: {
      ...(iceServers && { iceServers: [...iceServers] }),
      ...(iceTransportPolicy && { iceTransportPolicy }),
    },
    ...(region && { region }),
    ...(wsServer && { wsServer }),
  }
  // Kept as it is: a promise made of it has no `cancel`.
  const connecting = sdk.connect(token, options)
  const cancel = () => connecting.cancel()
  signal.addEventListener('abort', cancel)
  try {
    const room = await connecting
    if (signal.aborted) room.disconnect()
    signal.throwIfAborted()
    return room
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
