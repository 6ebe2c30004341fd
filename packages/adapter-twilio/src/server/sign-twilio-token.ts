import { SignJWT } from 'jose'

export interface TwilioTokenOptions {
  readonly accountSid: string
  readonly apiKeySid: string
  readonly apiKeySecret: string
  readonly identity: string
  /** Name or SID of the one room that the token opens. Without a room in it a token would open every one of the account. */
  readonly room: string
  /** Unix seconds, of `Date.now()`. */
  readonly issuedAt: number
  readonly expiresAt: number
}

/** An access token with a video grant: https://www.twilio.com/docs/iam/access-tokens. */
export function signTwilioToken(options: TwilioTokenOptions): Promise<string> {
  const { accountSid, apiKeySecret, apiKeySid, expiresAt, identity, issuedAt, room } = options
  return new SignJWT({ jti: `${apiKeySid}-${issuedAt}`, grants: { identity, video: { room } } })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
    .setIssuer(apiKeySid)
    .setSubject(accountSid)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(apiKeySecret))
}
