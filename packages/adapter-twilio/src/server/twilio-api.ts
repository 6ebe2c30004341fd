import { isRecord, TelevidError, type TelevidErrorCode } from '@televid/core/protocol'
import { retried } from '@televid/core/server-adapter'
import type { TwilioConfiguration } from './twilio-options.ts'

const timeoutMs = 10_000

/** Twilio's codes (https://www.twilio.com/docs/api/errors) that mean something to a caller. */
const codes: Readonly<Record<number, TelevidErrorCode>> = {
  20003: 'vendor',
  20404: 'room-not-found',
  20429: 'rate-limited',
  53118: 'room-ended',
}

/** Twilio's number of a refusal, as the cause of the error. */
export interface TwilioRefusal {
  readonly status: number
  readonly code: number | null
}

/** `https://video.twilio.com/v1`. Every call may be sent again: the one that makes a room is refused with 53113 then. */
export type TwilioApi = (
  method: 'GET' | 'POST',
  path: string,
  form?: Readonly<Record<string, string>>,
) => Promise<Readonly<Record<string, unknown>>>

export function createTwilioApi(configuration: TwilioConfiguration, send: typeof fetch = fetch): TwilioApi {
  const { apiKeySecret, apiKeySid, apiUrl } = configuration
  const authorization = `Basic ${btoa(`${apiKeySid}:${apiKeySecret}`)}`
  const once: TwilioApi = async (method, path, form) => {
    // The names alone: ids in between may be identities.
    const [, rooms, , participants, , tracks] = path.split('?')[0]?.split('/') ?? []
    const what = [method, tracks ?? participants ?? rooms].join(' ')
    let response: Response
    let answer: unknown
    try {
      response = await send(`${apiUrl}/v1${path}`, {
        method,
        headers: { authorization },
        ...(form && { body: new URLSearchParams(form) }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      answer = await response.json().catch(() => null)
    } catch (cause) {
      throw failure('network', what, 'could not be reached; check the network', cause)
    }
    if (response.ok && isRecord(answer)) return answer
    const { status } = response
    const code = isRecord(answer) && typeof answer.code === 'number' ? answer.code : null
    const known = codes[code ?? 0] ?? (status === 429 ? 'rate-limited' : status === 404 ? 'room-not-found' : undefined)
    const meaning = known ?? (status >= 500 || response.ok ? 'server' : status === 400 ? 'invalid-argument' : 'vendor')
    const hint = status === 401 || status === 403 ? '; check apiKeySid and apiKeySecret' : ''
    const refusal: TwilioRefusal = { status, code }
    throw failure(meaning, what, `answered ${[status, code].filter(Boolean).join(', code ')}${hint}`, refusal)
  }
  return (method, path, form) => retried(() => once(method, path, form))
}

/** Twilio's number in an error of `TwilioApi`. */
export function refusalCode(error: unknown): number | null {
  const cause = TelevidError.isInstance(error) ? error.cause : null
  return isRecord(cause) && typeof cause.code === 'number' ? cause.code : null
}

function failure(code: TelevidErrorCode, what: string, how: string, cause: unknown): TelevidError {
  return new TelevidError(code, `Twilio ${what} ${how}.`, { provider: 'twilio', cause })
}
