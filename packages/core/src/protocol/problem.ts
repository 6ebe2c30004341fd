import { TelevidError } from '../error/televid-error.ts'
import type { TelevidErrorCode } from '../error/televid-error-code.ts'
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

const meaningOfStatus: Readonly<Record<number, readonly [TelevidErrorCode, string]>> = {
  401: ['session-invalid', 'The server does not accept this session. Open the invite link again.'],
  403: ['forbidden', 'The server does not allow this for this role.'],
  413: ['body-too-large', 'The server refused the request as too large.'],
  429: ['rate-limited', 'Too many requests: wait a moment and try again.'],
}

/**
 * Turns an error response of a server, ours or any other, into the typed error. A code of the right shape is taken as it
 * is, because the server may be newer than this page. What the server said is the error's `cause`.
 */
export function problemToError(status: number, body: unknown): TelevidError {
  const { code, detail } = isRecord(body) ? body : {}
  const [known, message] = meaningOfStatus[status] ?? [
    'server',
    `The server answered ${status}. Check the grants URL, and the log of the control plane.`,
  ]
  return typeof code === 'string' && /^[a-z]+(-[a-z]+)*$/.test(code)
    ? new TelevidError(
        code as TelevidErrorCode,
        typeof detail === 'string' ? detail : `The server answered "${code}". Look at its log.`,
        { cause: body },
      )
    : new TelevidError(known, message, { cause: body })
}
