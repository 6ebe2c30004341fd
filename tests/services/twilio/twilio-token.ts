import { compactVerify, decodeProtectedHeader, errors, SignJWT } from 'jose'
import { z } from 'zod'
import type { TwilioAccount } from './twilio-account.ts'
import { TwilioError } from './twilio-error.ts'

/** Twilio's limit, seconds: https://www.twilio.com/docs/iam/access-tokens. */
const longestLife = 86_400
const longestIdentity = 128

const header = z.object({
  typ: z.literal('JWT'),
  cty: z.literal('twilio-fpa;v=1'),
  alg: z.enum(['HS256', 'HS384', 'HS512']),
})
const issuer = z.object({ iss: z.string(), sub: z.string() })
const times = z.object({ exp: z.number(), iat: z.number().optional(), nbf: z.number().optional() })
const grants = z.object({
  grants: z.object({ identity: z.unknown().optional(), video: z.object({ room: z.string().min(1).optional() }) }),
})

export interface TokenGrant {
  readonly identity: string
  /** Name or sid; without one the token opens every room. */
  readonly room: string | null
}

/** @throws {TwilioError} 20101 to 20107, 53200, 53201 */
export async function readTwilioToken(token: string, account: TwilioAccount): Promise<TokenGrant> {
  const [protectedHeader, claims] = decode(token)
  if (!header.safeParse(protectedHeader).success) throw new TwilioError(20102)
  const from = issuer.safeParse(claims)
  if (from.data?.iss !== account.apiKeySid || from.data.sub !== account.accountSid) throw new TwilioError(20103)
  try {
    await compactVerify(token, new TextEncoder().encode(account.apiKeySecret))
  } catch (error) {
    throw error instanceof errors.JWSSignatureVerificationFailed ? new TwilioError(20107) : error
  }
  const when = times.safeParse(claims)
  const now = Date.now() / 1000
  if (!when.success || when.data.exp <= now) throw new TwilioError(20104)
  const { exp, iat = now, nbf = now } = when.data
  if (exp - iat > longestLife) throw new TwilioError(20104)
  if (nbf > now) throw new TwilioError(20105)
  const may = grants.safeParse(claims)
  if (!may.success) throw new TwilioError(20106)
  const { identity, video } = may.data.grants
  if (typeof identity !== 'string' || identity === '') throw new TwilioError(53200)
  if (identity.length > longestIdentity) throw new TwilioError(53201)
  return { identity, room: video.room ?? null }
}

function decode(token: string): readonly [header: unknown, claims: unknown] {
  try {
    const [, claims = ''] = token.split('.')
    return [decodeProtectedHeader(token), JSON.parse(Buffer.from(claims, 'base64url').toString())]
  } catch {
    throw new TwilioError(20101)
  }
}

export interface TokenOptions {
  /** Name or sid. Default: every room. */
  readonly room?: string
  /** Seconds, default 3600; a token of the past with a negative one. */
  readonly lifetime?: number
  /** Put over the claims that the token would have: for tokens that are to be refused. */
  readonly claims?: Record<string, unknown>
  /** Default: the secret of the account's key. */
  readonly secret?: string
}

/** For tests; the adapter's server half has its own. */
export function signTwilioToken(account: TwilioAccount, identity: string, options: TokenOptions = {}): Promise<string> {
  const { claims, lifetime = 3_600, room, secret = account.apiKeySecret } = options
  const iat = Math.floor(Date.now() / 1000)
  const all = {
    jti: `${account.apiKeySid}-${iat}`,
    iss: account.apiKeySid,
    sub: account.accountSid,
    iat,
    exp: iat + lifetime,
    grants: { identity, video: room === undefined ? {} : { room } },
    ...claims,
  }
  return new SignJWT(all)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
    .sign(new TextEncoder().encode(secret))
}
