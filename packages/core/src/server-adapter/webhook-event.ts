import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import type { Source } from '../adapter/source.ts'

/** A webhook as it came over HTTP. */
export interface WebhookRequest {
  readonly method: string
  /** The public address it was sent to; some vendors sign it. */
  readonly url: string
  readonly headers: Headers
  /** The body's bytes, never parsed and written again. */
  readonly rawBody: Uint8Array
}

export const webhookEventTypes = [
  'room.started',
  'room.ended',
  'participant.joined',
  'participant.left',
  'track.published',
  'track.unpublished',
] as const

export type WebhookEventType = (typeof webhookEventTypes)[number]

interface WebhookBase {
  /** The vendor's id of this event; the same when it is delivered again. */
  readonly id: string
  /** Catalogue id. */
  readonly provider: string
  /** Unix time in ms, by the vendor's clock; events may come in any order. */
  readonly occurredAt: number
  /** The vendor's name or id of the room, as `ServerRoom.reference`. */
  readonly reference: string
  /** What the vendor sent. May hold names; not for logs. */
  readonly raw: unknown
}

/** What a vendor's webhook means. */
export type WebhookEvent =
  | (WebhookBase & { readonly type: 'room.started' | 'room.ended' })
  | (WebhookBase & { readonly type: 'participant.joined'; readonly identity: string })
  | (WebhookBase & {
      readonly type: 'participant.left'
      readonly identity: string
      readonly reason: WithRaw<DisconnectReason>
    })
  | (WebhookBase & {
      readonly type: 'track.published' | 'track.unpublished'
      readonly identity: string
      readonly source: Source
    })
