import { SignJWT } from 'jose'

/** The rights of one token, in LiveKit's words. Absent is denied. */
export interface LivekitGrant {
  readonly room?: string
  readonly roomJoin?: true
  readonly roomCreate?: true
  readonly roomList?: true
  readonly roomAdmin?: true
  readonly canPublish?: boolean
  readonly canSubscribe?: boolean
  readonly canPublishData?: boolean
  readonly canUpdateOwnMetadata?: boolean
}

export interface LivekitTokenOptions {
  readonly apiKey: string
  readonly apiSecret: string
  readonly video: LivekitGrant
  /** Unix seconds. */
  readonly expiresAt: number
  readonly identity?: string
  readonly name?: string
  readonly attributes?: Readonly<Record<string, string>>
}

export function signLivekitToken(options: LivekitTokenOptions): Promise<string> {
  const { apiKey, apiSecret, attributes, expiresAt, identity, name, video } = options
  const token = new SignJWT({
    video,
    ...(name !== undefined && { name }),
    ...(attributes !== undefined && { attributes }),
  })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(apiKey)
    .setNotBefore(Math.floor(Date.now() / 1000))
    .setExpirationTime(expiresAt)
  if (identity !== undefined) token.setSubject(identity)
  return token.sign(new TextEncoder().encode(apiSecret))
}
