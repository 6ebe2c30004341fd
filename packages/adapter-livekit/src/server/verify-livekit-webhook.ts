import { isRecord, TelevidError } from '@televid/core/protocol'
import type { WebhookEvent, WebhookRequest } from '@televid/core/server-adapter'
import { jwtVerify } from 'jose'
import { mapLivekitLeave } from '../map-livekit-reason.ts'
import { fromLivekitSource } from '../map-livekit-source.ts'

/** Seconds by which clocks may differ; LiveKit signs for 5 minutes (`webhook/url_notifier.go`). */
const clockToleranceSeconds = 10

/**
 * Checks a webhook of LiveKit and says what it means. Its `Authorization` is a bare JWT of the API key, which holds the
 * SHA-256 of the body.
 *
 * @throws TelevidError `forbidden` | `bad-request`
 */
export async function verifyLivekitWebhook(
  { headers, rawBody }: WebhookRequest,
  { apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string },
): Promise<readonly WebhookEvent[]> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(rawBody)))
  const expected = btoa(String.fromCharCode(...digest))
  try {
    const { payload } = await jwtVerify(headers.get('authorization') ?? '', new TextEncoder().encode(apiSecret), {
      algorithms: ['HS256'],
      issuer: apiKey,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp'],
    })
    if (payload.sha256 !== expected) throw new Error('The body is not the one that was signed.')
  } catch (cause) {
    throw new TelevidError(
      'forbidden',
      'This webhook is not of this LiveKit project. Check apiKey and apiSecret, and that the body comes unchanged.',
      { provider: 'livekit', cause },
    )
  }
  let event: unknown
  try {
    event = JSON.parse(new TextDecoder().decode(rawBody))
  } catch {
    event = null
  }
  if (!isRecord(event) || typeof event.event !== 'string' || typeof event.id !== 'string')
    throw new TelevidError('bad-request', 'The LiveKit webhook cannot be read.', { provider: 'livekit' })
  return mapLivekitWebhook(event)
}

/** @param event as LiveKit wrote it: protobuf JSON, with 64-bit numbers as strings */
export function mapLivekitWebhook(event: Readonly<Record<string, unknown>>): readonly WebhookEvent[] {
  const room = recordOf(event.room)
  const participant = recordOf(event.participant)
  const track = recordOf(event.track)
  const base = {
    id: String(event.id),
    provider: 'livekit',
    occurredAt: Number(event.createdAt ?? 0) * 1000,
    reference: String(room.name ?? ''),
    raw: event,
  }
  const identity = String(participant.identity ?? '')
  const source = () => {
    const name = String(track.source ?? 'UNKNOWN').toLowerCase()
    return fromLivekitSource(name, String(track.name ?? ''), String(track.sid ?? 'track'))
  }
  switch (event.event) {
    case 'room_started':
      return [{ ...base, type: 'room.started' }]
    case 'room_finished':
      return [{ ...base, type: 'room.ended' }]
    case 'participant_joined':
      return [{ ...base, type: 'participant.joined', identity }]
    case 'participant_left':
    case 'participant_connection_aborted': {
      const { disconnectReason } = participant
      const reason = mapLivekitLeave(disconnectReason === undefined ? undefined : String(disconnectReason))
      return [{ ...base, type: 'participant.left', identity, reason }]
    }
    case 'track_published':
      return [{ ...base, type: 'track.published', identity, source: source() }]
    case 'track_unpublished':
      return [{ ...base, type: 'track.unpublished', identity, source: source() }]
    default:
      // Egress, ingress and what LiveKit adds later.
      return []
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}
