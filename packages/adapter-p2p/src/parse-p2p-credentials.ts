import { TelevidError } from '@televid/core/adapter'
import { isRecord, type P2pCredentials } from '@televid/core/protocol'

const defaultGiveUpAfterMs = { 'connection-lost': 60_000, 'media-lost': 30_000 } as const

/**
 * Checks the credentials of a p2p grant.
 *
 * @throws TelevidError `grant-invalid`
 */
export function parseP2pCredentials(value: unknown): Required<P2pCredentials> {
  const ok =
    isRecord(value) &&
    isRecord(value.signaling) &&
    typeof value.signaling.url === 'string' &&
    typeof value.signaling.webSocket === 'boolean' &&
    typeof value.token === 'string' &&
    typeof value.occurrence === 'string' &&
    Array.isArray(value.iceServers) &&
    (value.iceTransportPolicy === 'all' || value.iceTransportPolicy === 'relay') &&
    isRecord(value.verifyKey) &&
    isPatience(value.giveUpAfterMs)
  if (!ok) throw grantInvalid('its credentials are not those of the p2p provider')
  return { giveUpAfterMs: defaultGiveUpAfterMs, ...(value as unknown as P2pCredentials) }
}

/** A grant of an older server has none. */
function isPatience(value: unknown): boolean {
  return (
    value === undefined ||
    (isRecord(value) && typeof value['connection-lost'] === 'number' && typeof value['media-lost'] === 'number')
  )
}

/** The error for a grant whose credentials this adapter cannot use. */
export function grantInvalid(why: string, cause?: unknown): TelevidError {
  return new TelevidError(
    'grant-invalid',
    `The join grant cannot be used: ${why}. Check what the grants endpoint returns.`,
    {
      provider: 'p2p',
      cause,
    },
  )
}
