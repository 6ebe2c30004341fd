import { isRecord, TelevidError, type TelevidErrorCode } from '@televid/core/protocol'
import { retried } from '@televid/core/server-adapter'
import type { LivekitConfiguration } from './livekit-options.ts'
import { type LivekitGrant, signLivekitToken } from './sign-livekit-token.ts'

const timeoutMs = 10_000

/** Twirp's codes (twitchtv.github.io/twirp, "Errors") that mean something to a caller. */
const codes: Readonly<Record<string, TelevidErrorCode>> = {
  not_found: 'room-not-found',
  unauthenticated: 'vendor',
  permission_denied: 'vendor',
  invalid_argument: 'invalid-argument',
  resource_exhausted: 'rate-limited',
  unavailable: 'server',
  deadline_exceeded: 'timeout',
}

/** Calls `livekit.RoomService` with a token that allows this one call. Each is idempotent, so that it may be sent again. */
export type LivekitApi = (
  method: string,
  grant: LivekitGrant,
  body: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>

export function createLivekitApi(configuration: LivekitConfiguration, send: typeof fetch = fetch): LivekitApi {
  const { apiKey, apiSecret, apiUrl } = configuration
  const once: LivekitApi = async (method, video, body) => {
    const token = await signLivekitToken({ apiKey, apiSecret, video, expiresAt: Math.floor(Date.now() / 1000) + 60 })
    let response: Response
    let answer: unknown
    try {
      response = await send(`${apiUrl}/twirp/livekit.RoomService/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
      answer = await response.json().catch(() => null)
    } catch (cause) {
      throw failure('network', method, 'could not be reached; check apiUrl and the network', cause)
    }
    if (response.ok && isRecord(answer)) return answer
    const { code, msg } = isRecord(answer) ? answer : {}
    const known = codes[String(code)] ?? (response.status === 429 ? 'rate-limited' : undefined)
    const meaning = known ?? (response.status >= 500 || response.ok ? 'server' : 'vendor')
    const hint = code === 'unauthenticated' || code === 'permission_denied' ? '; check apiKey and apiSecret' : ''
    throw failure(meaning, method, `answered ${response.status} ${String(code ?? '')}${hint}`, msg)
  }
  return (method, grant, body) => retried(() => once(method, grant, body))
}

function failure(code: TelevidErrorCode, method: string, what: string, cause: unknown): TelevidError {
  return new TelevidError(code, `LiveKit ${method} ${what}.`, { provider: 'livekit', cause })
}
