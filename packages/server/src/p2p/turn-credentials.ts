import { createHmac, randomUUID } from 'node:crypto'

/** Credentials of one grant for a TURN server that shares a secret with us. */
export interface TurnCredentials {
  readonly username: string
  readonly credential: string
}

/**
 * Time-limited TURN credentials by coturn's REST API convention (`use-auth-secret`): the user name is the Unix time in
 * seconds at which they end and an opaque id, the password is its HMAC-SHA1 under the shared secret.
 *
 * @param now Unix time in ms
 */
export function turnCredentials(
  secret: string,
  ttlSeconds: number,
  now: number,
  id: string = randomUUID(),
): TurnCredentials {
  const username = `${Math.floor(now / 1000) + ttlSeconds}:${id}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}
