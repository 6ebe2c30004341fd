import type { DisconnectReason, WithRaw } from '@televid/core/adapter'

/** `DisconnectReason` of `@livekit/protocol`, by name. */
const reasons: Readonly<Record<string, DisconnectReason>> = {
  DUPLICATE_IDENTITY: 'duplicate-identity',
  SERVER_SHUTDOWN: 'server-shutdown',
  PARTICIPANT_REMOVED: 'removed',
  ROOM_DELETED: 'room-ended',
  STATE_MISMATCH: 'connection-lost',
  JOIN_FAILURE: 'connection-lost',
  MIGRATION: 'server-shutdown',
  SIGNAL_CLOSE: 'connection-lost',
  ROOM_CLOSED: 'room-ended',
  CONNECTION_TIMEOUT: 'connection-lost',
  MEDIA_FAILURE: 'media-lost',
}

/**
 * Why this page's own session ended. The SDK gives no reason when it gives up, and none when the token was refused on the
 * way back in (`RTCEngine.ts`): `tokenExpired` tells the two apart. It says CLIENT_INITIATED where a page was frozen: the
 * app's own leave never gets here.
 */
export function mapLivekitReason(name: string | undefined, tokenExpired: boolean): WithRaw<DisconnectReason> {
  return reasonOf(name, 'connection-lost', tokenExpired ? 'token-expired' : 'connection-lost')
}

/** Why another participant left. */
export function mapLivekitLeave(name: string | undefined): WithRaw<DisconnectReason> {
  return reasonOf(name, 'left', 'unknown')
}

function reasonOf(raw: string | null = null, initiated: DisconnectReason, none: DisconnectReason) {
  return { unified: raw === null ? none : raw === 'CLIENT_INITIATED' ? initiated : (reasons[raw] ?? 'unknown'), raw }
}
