import { z } from 'zod'
import { p2p } from '../p2p/p2p.ts'
import { importAdapter } from './import-adapter.ts'
import { type KnownProvider, knownProvider } from './known-provider.ts'

const urls = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])

/** Every provider that a file or the environment can name; another one is passed to `createControlPlane` in code. */
export const knownProviders = {
  p2p: knownProvider(
    'p2p',
    z.strictObject({
      maxParticipants: z.int().optional(),
      relayOnly: z.boolean().optional(),
      turn: z.strictObject({ urls, ttlSeconds: z.int().optional() }).optional(),
      giveUpAfterSeconds: z
        .strictObject({ connectionLost: z.int().optional(), mediaLost: z.int().optional() })
        .optional(),
    }),
    { secret: 'TURN_SECRET' },
    async ({ turn, ...settings }, credential) =>
      p2p({ ...settings, ...(turn && { turn: { ...turn, secret: credential('TURN_SECRET') } }) }),
  ),
  livekit: knownProvider(
    'livekit',
    z.strictObject({
      apiUrl: z.url().exactOptional(),
      region: z.string().min(1).exactOptional(),
      displayNames: z.boolean().exactOptional(),
      maxParticipants: z.int().min(1).exactOptional(),
      relayOnly: z.boolean().exactOptional(),
    }),
    { url: 'LIVEKIT_URL', apiKey: 'LIVEKIT_API_KEY', apiSecret: 'LIVEKIT_API_SECRET' },
    async (settings, credential) => {
      const credentials = {
        url: credential('LIVEKIT_URL'),
        apiKey: credential('LIVEKIT_API_KEY'),
        apiSecret: credential('LIVEKIT_API_SECRET'),
      }
      const { livekit } = await importAdapter(
        '@televid/adapter-livekit',
        () => import('@televid/adapter-livekit/server'),
      )
      return livekit({ ...settings, ...credentials })
    },
  ),
  twilio: knownProvider(
    'twilio',
    z.strictObject({
      signalingRegion: z.string().min(1).exactOptional(),
      mediaRegion: z.string().min(1).exactOptional(),
      roomType: z.enum(['group', 'group-small', 'go', 'peer-to-peer']).exactOptional(),
      maxParticipants: z.int().min(1).exactOptional(),
      emptyMinutes: z.int().min(1).exactOptional(),
      statusCallback: z.url().exactOptional(),
      relayOnly: z.boolean().exactOptional(),
      allowUnenforcedRoles: z.boolean().exactOptional(),
    }),
    {
      accountSid: 'TWILIO_ACCOUNT_SID',
      apiKeySid: 'TWILIO_API_KEY_SID',
      apiKeySecret: 'TWILIO_API_KEY_SECRET',
      authToken: 'TWILIO_AUTH_TOKEN',
    },
    async (settings, credential, optional) => {
      const authToken = optional('TWILIO_AUTH_TOKEN')
      const credentials = {
        accountSid: credential('TWILIO_ACCOUNT_SID'),
        apiKeySid: credential('TWILIO_API_KEY_SID'),
        apiKeySecret: credential('TWILIO_API_KEY_SECRET'),
        ...(authToken !== undefined && { authToken }),
      }
      const { twilio } = await importAdapter('@televid/adapter-twilio', () => import('@televid/adapter-twilio/server'))
      return twilio({ ...settings, ...credentials })
    },
  ),
} as const satisfies Record<string, KnownProvider>

export type KnownProviderName = keyof typeof knownProviders

export const knownProviderNames = Object.keys(knownProviders) as readonly KnownProviderName[]
