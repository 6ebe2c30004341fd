import { TelevidError } from '@televid/core/protocol'
import { z } from 'zod'

export interface LivekitOptions {
  /** `wss://…` of the LiveKit project or server, as browsers reach it. */
  readonly url: string
  readonly apiKey: string
  /** Also signs this project's webhooks. At least 32 characters in production. */
  readonly apiSecret: string
  /** Where this server reaches LiveKit's API; default `url` with `https`. */
  readonly apiUrl?: string
  /** Name of the region of `url`, kept with each room. */
  readonly region?: string
  /** Whether display names are in the token, and so at LiveKit; default true. */
  readonly displayNames?: boolean
  /**
   * People in a room; default LiveKit's own setting. A browser cannot see why a full room does not let it in
   * (https://github.com/livekit/client-sdk-js/blob/main/src/api/SignalClient.ts, `handleConnectionError`), so that with this
   * option LiveKit is asked before each grant, which is refused with `room-full`.
   */
  readonly maxParticipants?: number
  /** All media takes a TURN server. Default: no. */
  readonly relayOnly?: boolean
  /**
   * STUN and TURN servers for browsers. Default: what LiveKit says, which on a self-hosted server without
   * `rtc.stun_servers` are public ones of Google.
   */
  readonly iceServers?: readonly { urls: string | readonly string[]; username?: string; credential?: string }[]
}

const schema = z.strictObject({
  url: z.string().regex(/^(ws|http)s?:\/\//, 'is not a ws:// or wss:// URL'),
  apiKey: z.string().min(1),
  apiSecret: z.string().min(1),
  apiUrl: z.url().optional(),
  region: z.string().min(1).optional(),
  displayNames: z.boolean().default(true),
  maxParticipants: z.int().min(1).optional(),
  relayOnly: z.boolean().default(false),
  iceServers: z
    .array(
      z.strictObject({
        urls: z.union([z.string(), z.array(z.string())]),
        username: z.string().optional(),
        credential: z.string().optional(),
      }),
    )
    .optional(),
})

export type LivekitConfiguration = z.infer<typeof schema> & { readonly apiUrl: string }

/** @throws TelevidError `invalid-argument`; it names the fields and never shows a value */
export function parseLivekitOptions(options: unknown, mode: 'development' | 'production'): LivekitConfiguration {
  const result = schema.safeParse(options)
  if (!result.success) {
    const what = result.error.issues.map(({ message, path }) => `${path.join('.') || 'options'}: ${message}`).join('; ')
    throw new TelevidError('invalid-argument', `The options of livekit() are not valid: ${what}. Correct them.`)
  }
  const { apiSecret, apiUrl, url } = result.data
  if (mode === 'production' && apiSecret.length < 32)
    throw new TelevidError(
      'invalid-argument',
      'The apiSecret of livekit() is shorter than 32 characters. Make another key pair at LiveKit.',
    )
  return { ...result.data, apiUrl: (apiUrl ?? url.replace(/^ws/, 'http')).replace(/\/+$/, '') }
}
