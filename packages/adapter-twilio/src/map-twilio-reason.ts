import type { ConnectionLoss, DisconnectReason, WithRaw } from '@televid/core/adapter'

/** By code of `lib/util/twilio-video-errors.js`, twilio-video 2.36.0. */
const reasons: Readonly<Record<number, DisconnectReason>> = {
  20101: 'token-invalid',
  20102: 'token-invalid',
  20103: 'token-invalid',
  20104: 'token-expired',
  20105: 'token-invalid',
  20106: 'token-invalid',
  20107: 'token-invalid',
  53000: 'connection-lost',
  53001: 'connection-lost',
  53002: 'connection-lost',
  53006: 'connection-lost',
  53105: 'room-full',
  53106: 'room-ended',
  53118: 'room-ended',
  53205: 'duplicate-identity',
  53405: 'media-lost',
  53407: 'media-lost',
}

/** The service does not know this participant any more. */
const notFound = 53204

/**
 * Why this page's own session ended. Without an error Twilio does not say: somebody who was removed sees that, and so does a
 * page whose line was closed in an orderly way. 53204 is the answer to a page that came back too late.
 *
 * @param error of the SDK's `disconnected`; the app's own leave never gets here
 * @param reconnecting whether the session ended while it was
 */
export function mapTwilioReason(error: unknown, reconnecting: boolean): WithRaw<DisconnectReason> {
  const raw = codeOfTwilioError(error) ?? null
  const late = reconnecting && raw === notFound
  return { unified: late ? 'connection-lost' : (reasons[raw ?? 0] ?? 'unknown'), raw }
}

/** What is lost while the SDK is `reconnecting`; it gives one code and not a second one. */
export function mapTwilioLoss(error: unknown): WithRaw<ConnectionLoss> | undefined {
  const raw = codeOfTwilioError(error)
  const unified = raw === 53001 ? 'signaling' : raw === 53405 ? 'media' : undefined
  return unified && { unified, raw }
}

/** The SDK does not export its error class, so that there is only the number to go by. */
export function codeOfTwilioError(error: unknown): number | undefined {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code
  return typeof code === 'number' ? code : undefined
}
