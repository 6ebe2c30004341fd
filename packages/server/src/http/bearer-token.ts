import { TelevidError } from '@televid/core/protocol'

/**
 * The token of `Authorization: Bearer …`.
 *
 * @throws TelevidError `session-invalid`
 */
export function bearerToken(request: Request): string {
  const token = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined)
    throw new TelevidError(
      'session-invalid',
      'The request carries no session. Send the header "Authorization: Bearer <session>".',
    )
  return token
}
