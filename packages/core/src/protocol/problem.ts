import { TelevidError } from '../error/televid-error.ts'
import { type TelevidErrorCode, televidErrorCodes } from '../error/televid-error-code.ts'
import { isRecord } from './is-record.ts'

/** Error body of every control-plane route: RFC 9457 problem details with TeleVid's code. */
export interface Problem {
  /** `about:blank`; the code says which problem it is. */
  readonly type: string
  readonly title: string
  readonly status: number
  /** What happened and what to do next. */
  readonly detail: string
  readonly code: TelevidErrorCode
}

/** Turns an error response of a server, ours or any other, into the typed error. */
export function problemToError(status: number, body: unknown): TelevidError {
  const detail = isRecord(body) && typeof body.detail === 'string' ? body.detail : undefined
  const code = isRecord(body) ? televidErrorCodes.find((known) => known === body.code) : undefined
  if (code !== undefined) return new TelevidError(code, detail ?? `The server refused the request (${code}).`)
  if (status === 413) return new TelevidError('body-too-large', 'The server refused the request as too large.')
  if (status === 429) return new TelevidError('rate-limited', 'Too many requests: wait a moment and try again.')
  if (status === 401)
    return new TelevidError('session-invalid', 'The server does not accept this session. Open the invite link again.')
  if (status === 403) return new TelevidError('forbidden', 'The server does not allow this for this role.')
  return new TelevidError(
    'server',
    `The server answered ${status}. Check that the grants URL points at a TeleVid control plane and look at its log.`,
  )
}
