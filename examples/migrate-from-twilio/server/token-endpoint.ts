import { randomInt } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { SignJWT } from 'jose'
import { type Environment, twilioAccount } from './twilio-account.ts'

const roomName = /^[A-Za-z0-9_-]{4,64}$/
/** A token cannot be renewed within a call: it lives as long as the longest visit. */
const lifeSeconds = 4 * 3600

/**
 * `GET /token?room=…` → `{ token }`, as an app on Twilio has it. It is the same in all three steps. A real one asks first who is there.
 *
 * @param environment with `TWILIO_ACCOUNT_SID`, `TWILIO_API_KEY_SID` and `TWILIO_API_KEY_SECRET`
 * @param otherwise gets every other request
 */
export function tokenEndpoint(environment: Environment, otherwise: RequestListener): RequestListener {
  const { accountSid, apiKeySecret, apiKeySid, service } = twilioAccount(environment)
  const key = new TextEncoder().encode(apiKeySecret)
  const sign = (room: string) => {
    const now = Math.floor(Date.now() / 1000)
    // Opaque: Twilio shows it to the others, and keeps it.
    const identity = `guest-${Array.from({ length: 8 }, () => 'bcdfghjkmnpqrstv'[randomInt(16)]).join('')}`
    return new SignJWT({ jti: `${apiKeySid}-${now}`, grants: { identity, video: { room } } })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
      .setIssuer(apiKeySid)
      .setSubject(accountSid)
      .setIssuedAt(now)
      .setExpirationTime(now + lifeSeconds)
      .sign(key)
  }
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname !== '/token') return otherwise(request, response)
    const room = searchParams.get('room') ?? ''
    const status = roomName.test(room) ? 200 : 400
    const answer = status === 200 ? { token: await sign(room), ...service } : { error: 'Give the name of a room.' }
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(answer))
  }
}
