import { TelevidError } from '@televid/core/protocol'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { StreamContext } from '../stream/stream-endpoint-handler.ts'

const claims = z.object({
  tenant: z.string(),
  occurrence: z.string(),
  room: z.string(),
  identity: z.string(),
  role: z.string(),
  canPublish: z.boolean(),
  displayName: z.string().optional(),
  /** Unix time in ms up to which a presence may begin; one that exists may be resumed later. */
  expiresAt: z.number(),
  /** Id of the grant. */
  jti: z.string(),
})

export type P2pClaims = z.output<typeof claims>

/** Who opens a signaling stream. */
export type P2pContext = StreamContext & P2pClaims

const audience = 'televid-p2p-signaling'

/** Bearer token of one grant's signaling stream (JWT, HS256). */
export function signP2pToken(key: Uint8Array, { jti, ...rest }: P2pClaims): Promise<string> {
  return new SignJWT(rest).setProtectedHeader({ alg: 'HS256' }).setAudience(audience).setJti(jti).sign(key)
}

/** @throws TelevidError `grant-invalid` */
export async function verifyP2pToken(key: Uint8Array, token: string): Promise<P2pContext> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience })
    const parsed = claims.parse(payload)
    return { ...parsed, key: parsed.jti }
  } catch (cause) {
    throw new TelevidError('grant-invalid', 'The signaling token is not one of this server. Ask for a new grant.', {
      provider: 'p2p',
      cause,
    })
  }
}
