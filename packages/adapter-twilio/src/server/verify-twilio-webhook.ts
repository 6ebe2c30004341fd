import { TelevidError } from '@televid/core/protocol'
import type { WebhookEvent, WebhookRequest } from '@televid/core/server-adapter'
import { sourceOfTwilioName } from '../map-twilio-source.ts'

/** What checking takes of the options. */
export interface WebhookSecrets {
  readonly accountSid: string
  readonly authToken?: string | undefined
  /** The address Twilio was given, which it signs; default the one of the request. */
  readonly statusCallback?: string | undefined
}

/**
 * Checks a status callback of Twilio and says what it means. `X-Twilio-Signature` is the HMAC-SHA1 of the registered URL and of every
 * parameter, by name (https://www.twilio.com/docs/usage/security).
 *
 * @throws TelevidError `forbidden` | `bad-request`
 */
export async function verifyTwilioWebhook(
  { headers, rawBody, url }: WebhookRequest,
  { accountSid, authToken, statusCallback = url }: WebhookSecrets,
): Promise<readonly WebhookEvent[]> {
  if (authToken === undefined)
    throw new TelevidError('forbidden', 'Status callbacks of Twilio cannot be checked. Give twilio() the authToken.', {
      provider: 'twilio',
    })
  const parameters = new URLSearchParams(new TextDecoder().decode(rawBody))
  // What follows a # are wishes about the connection, for Twilio alone ("Webhooks: Connection Overrides").
  const text = statusCallback.replace(/#.*$/, '') + signedPart(parameters)
  const signed = await isSigned(text, headers.get('x-twilio-signature') ?? '', authToken)
  if (!signed || parameters.get('AccountSid') !== accountSid)
    throw new TelevidError(
      'forbidden',
      'This status callback is not of this Twilio account. Check authToken, and that statusCallback is the address as Twilio calls it.',
      { provider: 'twilio' },
    )
  return mapTwilioWebhook(Object.fromEntries(parameters))
}

/** @param parameters as Twilio sent them */
export function mapTwilioWebhook(parameters: Readonly<Record<string, string>>): readonly WebhookEvent[] {
  const { ParticipantIdentity, ParticipantStatus, RoomSid, SequenceNumber, StatusCallbackEvent, Timestamp, TrackName } =
    parameters
  const occurredAt = Date.parse(Timestamp ?? '')
  if (!RoomSid || !StatusCallbackEvent || Number.isNaN(occurredAt))
    throw new TelevidError('bad-request', 'The status callback of Twilio cannot be read.', { provider: 'twilio' })
  const base = {
    // Twilio counts the events of a room, and gives none an id.
    id: [RoomSid, SequenceNumber ?? Timestamp, StatusCallbackEvent].join('.'),
    provider: 'twilio',
    occurredAt,
    reference: RoomSid,
    raw: parameters,
  }
  const identity = ParticipantIdentity ?? ''
  // Of a track that another client made there is no telling what it is, without the others.
  const source = sourceOfTwilioName(TrackName ?? '')
  switch (StatusCallbackEvent) {
    case 'room-created':
      return [{ ...base, type: 'room.started' }]
    case 'room-ended':
      return [{ ...base, type: 'room.ended' }]
    case 'participant-connected':
      return [{ ...base, type: 'participant.joined', identity }]
    case 'participant-disconnected':
      return [
        {
          ...base,
          type: 'participant.left',
          identity,
          reason: { unified: 'unknown', raw: ParticipantStatus ?? null },
        },
      ]
    case 'track-added':
      return source ? [{ ...base, type: 'track.published', identity, source }] : []
    case 'track-removed':
      return source ? [{ ...base, type: 'track.unpublished', identity, source }] : []
    default:
      // Muting, recordings, and what Twilio adds later.
      return []
  }
}

/** Names in order of their bytes, each with its values, in order and once. */
function signedPart(parameters: URLSearchParams): string {
  return [...new Set(parameters.keys())]
    .sort()
    .flatMap((name) => [...new Set(parameters.getAll(name))].sort().map((value) => name + value))
    .join('')
}

/** Compares in constant time. */
async function isSigned(text: string, signature: string, authToken: string): Promise<boolean> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(authToken), algorithm, false, ['verify'])
  try {
    const bytes = Uint8Array.from(atob(signature), (character) => character.charCodeAt(0))
    return await crypto.subtle.verify('HMAC', key, bytes, encoder.encode(text))
  } catch {
    // No base64.
    return false
  }
}
