import { TelevidError } from '@televid/core/adapter'

/** What a LiveKit grant holds for the browser. */
export interface LivekitCredentials {
  /** `wss://…` of the project or server. */
  readonly url: string
  readonly token: string
  /** `relay`: all media takes a TURN server. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy
  /** In place of the servers LiveKit names. */
  readonly iceServers?: readonly RTCIceServer[]
}

/**
 * Checks the credentials of a LiveKit grant.
 *
 * @throws TelevidError `grant-invalid`
 */
export function parseLivekitCredentials(value: Readonly<Record<string, unknown>>): LivekitCredentials {
  const { url, token, iceServers } = value
  const ok =
    typeof url === 'string' &&
    /^(ws|http)s?:\/\//.test(url) &&
    typeof token === 'string' &&
    token !== '' &&
    (iceServers === undefined || Array.isArray(iceServers))
  if (ok) return value as unknown as LivekitCredentials
  throw new TelevidError(
    'grant-invalid',
    'The credentials are not those of LiveKit. Check what the grants endpoint returns.',
    { provider: 'livekit' },
  )
}
