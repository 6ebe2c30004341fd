import { TelevidError } from '@televid/core/protocol'
import { z } from 'zod'

export interface TwilioOptions {
  /** `AC…` */
  readonly accountSid: string
  /** `SK…` of an API key, of kind "Standard" or "Main"; in region US1. */
  readonly apiKeySid: string
  /** Signs access tokens and is the password of the REST API. */
  readonly apiKeySecret: string
  /** Auth token of the account, with which Twilio signs status callbacks; without it none is accepted. */
  readonly authToken?: string
  /**
   * Public address of the control plane's `/webhooks/twilio`, which each room is made with and which Twilio signs. Default: Twilio
   * tells nothing, and who was removed or has come back is found by asking.
   */
  readonly statusCallback?: string
  /** Where the signaling of browsers ends, e.g. `de1`; default the nearest region. */
  readonly signalingRegion?: string
  /** Where media is mixed and forwarded, kept with each room; default the region nearest to who joins first. */
  readonly mediaRegion?: string
  /** Default Twilio's own, `group`; the others are deprecated. */
  readonly roomType?: 'group' | 'group-small' | 'go' | 'peer-to-peer'
  /** People in a room, 1 to 50; default what the type allows. */
  readonly maxParticipants?: number
  /** Minutes that a room stays open with nobody in it, before the first and after the last, 1 to 60; default 60. */
  readonly emptyMinutes?: number
  /** All media takes a TURN server. Default: no. */
  readonly relayOnly?: boolean
  /**
   * Gives people whose role may not publish a token all the same, and leaves it to their page not to. Default: they are refused,
   * because no Twilio token can hold them back.
   */
  readonly allowUnenforcedRoles?: boolean
  /** In place of `https://video.twilio.com`: a proxy, or a stand-in for tests. */
  readonly apiUrl?: string
  /** Signaling of browsers in place of Twilio's: a proxy, or a stand-in for tests. */
  readonly wsServer?: string
}

/** https://www.twilio.com/docs/video/ip-addresses, "Media servers". */
const mediaRegions = ['gll', 'au1', 'br1', 'de1', 'ie1', 'in1', 'jp1', 'sg1', 'us1', 'us2'] as const

const schema = z.strictObject({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, 'is not AC and 32 hex digits'),
  apiKeySid: z.string().regex(/^SK[0-9a-f]{32}$/, 'is not SK and 32 hex digits'),
  apiKeySecret: z.string().min(16, 'is shorter than 16 characters'),
  authToken: z.string().min(16, 'is shorter than 16 characters').optional(),
  statusCallback: z.url({ protocol: /^https?$/ }).optional(),
  signalingRegion: z
    .string()
    .regex(/^[a-z]{2,3}\d?$/, 'is not a region')
    .optional(),
  mediaRegion: z.enum(mediaRegions).optional(),
  roomType: z.enum(['group', 'group-small', 'go', 'peer-to-peer']).optional(),
  maxParticipants: z.int().min(1).max(50).optional(),
  emptyMinutes: z.int().min(1).max(60).default(60),
  relayOnly: z.boolean().default(false),
  allowUnenforcedRoles: z.boolean().default(false),
  apiUrl: z.url().default('https://video.twilio.com'),
  wsServer: z
    .string()
    .regex(/^wss?:\/\//, 'is not a ws:// or wss:// URL')
    .optional(),
})

export type TwilioConfiguration = z.infer<typeof schema>

/** @throws TelevidError `invalid-argument`; it names the fields and never shows a value */
export function parseTwilioOptions(options: unknown): TwilioConfiguration {
  const result = schema.safeParse(options)
  if (!result.success) {
    const what = result.error.issues.map(({ message, path }) => `${path.join('.') || 'options'}: ${message}`).join('; ')
    throw new TelevidError('invalid-argument', `The options of twilio() are not valid: ${what}. Correct them.`)
  }
  const { authToken, statusCallback } = result.data
  if (statusCallback !== undefined && authToken === undefined)
    throw new TelevidError(
      'invalid-argument',
      'twilio() has a statusCallback and no authToken to check it with. Set both, or neither.',
    )
  return { ...result.data, apiUrl: result.data.apiUrl.replace(/\/+$/, '') }
}
