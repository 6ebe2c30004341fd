import type { Problem, TelevidErrorCode } from '@televid/core/protocol'
import { TelevidError } from '@televid/core/protocol'

const statusOfCode: Partial<Record<TelevidErrorCode, number>> = {
  'invalid-argument': 400,
  'bad-request': 400,
  'room-name-invalid': 400,
  'client-outdated': 400,
  'session-invalid': 401,
  'grant-invalid': 401,
  'grant-expired': 401,
  forbidden: 403,
  refused: 403,
  removed: 403,
  policy: 403,
  'invite-invalid': 404,
  'room-not-found': 404,
  'invalid-state': 409,
  'room-full': 409,
  'invite-used': 410,
  'room-ended': 410,
  'body-too-large': 413,
  'rate-limited': 429,
  unsupported: 501,
  network: 502,
  vendor: 502,
  timeout: 504,
  'unknown-provider': 503,
}

/** What a client is told of an error. Anything but a `TelevidError` becomes a plain `server` problem: its text may hold secrets. */
export function problemOf(error: unknown): Problem {
  const known = TelevidError.isInstance(error)
    ? error
    : new TelevidError(
        'server',
        'The control plane failed on this request. Try again; if it stays, look at the server log.',
      )
  const status = statusOfCode[known.code] ?? 500
  return { type: 'about:blank', title: titles[status] ?? 'Error', status, detail: known.message, code: known.code }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}
