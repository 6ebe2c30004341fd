import { TelevidError } from '@televid/core/adapter'

/** What a Twilio grant holds for the browser. */
export interface TwilioCredentials {
  /** Access token with a video grant. */
  readonly token: string
  /** Name or SID of Twilio's room. Default: the name of the grant. */
  readonly room?: string
  /** Region of signaling, e.g. `de1`; default `gll`, the nearest one. */
  readonly region?: string
  /** `relay`: all media takes a TURN server. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy
  /** In place of the servers that Twilio names. */
  readonly iceServers?: readonly RTCIceServer[]
  /** `false`: this page publishes nothing. Twilio itself has no such right, see the README. Default `true`. */
  readonly canPublish?: boolean
  /**
   * `wss://…` of another signaling service: a proxy of your own, or a stand-in for tests. `twilio-video` passes it through
   * without documenting it (`lib/connect.js`, 2.36.0).
   */
  readonly wsServer?: string
}

const isOptionalText = (value: unknown) => value === undefined || (typeof value === 'string' && value !== '')

/**
 * Checks the credentials of a Twilio grant.
 *
 * @throws TelevidError `grant-invalid`
 */
export function parseTwilioCredentials(value: Readonly<Record<string, unknown>>): TwilioCredentials {
  const { canPublish, iceServers, iceTransportPolicy, region, room, token, wsServer } = value
  const ok =
    typeof token === 'string' &&
    [token, room, region, iceTransportPolicy].every(isOptionalText) &&
    (canPublish === undefined || typeof canPublish === 'boolean') &&
    (iceServers === undefined || Array.isArray(iceServers)) &&
    (wsServer === undefined || /^wss?:\/\//.test(String(wsServer)))
  if (ok) return value as unknown as TwilioCredentials
  throw new TelevidError(
    'grant-invalid',
    'The credentials are not those of Twilio. Check what the grants endpoint returns.',
    { provider: 'twilio' },
  )
}
