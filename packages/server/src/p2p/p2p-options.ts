import { TelevidError } from '@televid/core/protocol'
import { z } from 'zod'

const urls = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])

const schema = z.strictObject({
  iceServers: z
    .array(z.strictObject({ urls, username: z.string().optional(), credential: z.string().optional() }))
    .default([]),
  turn: z
    .strictObject({
      urls,
      secret: z.string().min(16),
      ttlSeconds: z.int().min(60).max(86_400).default(14_400),
    })
    .optional(),
  relayOnly: z.boolean().optional(),
  maxParticipants: z.int().min(1).max(12).default(6),
  giveUpAfterSeconds: z
    .strictObject({
      connectionLost: z.int().min(5).max(3600).default(60),
      mediaLost: z.int().min(5).max(3600).default(30),
    })
    .prefault({}),
})

/** Options of the embedded provider. Nothing is contacted that is not named here. */
export type P2pOptions = z.input<typeof schema>

export type P2pConfiguration = Omit<z.output<typeof schema>, 'relayOnly'> & { readonly relayOnly: boolean }

/**
 * Checks the options and works out whether media must take a relay: it must with patient data, unless `relayOnly` says
 * otherwise, because a direct path shows the participants each other's addresses.
 *
 * @throws TelevidError `invalid-argument`
 */
export function checkP2pOptions(options: P2pOptions, handlesPhi: boolean): P2pConfiguration {
  const parsed = schema.safeParse(options)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new TelevidError(
      'invalid-argument',
      `The options of p2p() are not valid: "${issue?.path.join('.')}": ${issue?.message}. Correct them in the control plane's configuration.`,
      { provider: 'p2p' },
    )
  }
  const relayOnly = parsed.data.relayOnly ?? handlesPhi
  const relays = [parsed.data.turn?.urls ?? [], ...parsed.data.iceServers.map((server) => server.urls)].flat()
  if (relayOnly && !relays.some((url) => /^turns?:/.test(url))) {
    throw new TelevidError(
      'invalid-argument',
      "p2p() sends media through a relay only (relayOnly, the default with handlesPhi) but has no TURN server. Set p2p({ turn: { urls, secret } }), or state p2p({ relayOnly: false }) to let participants see each other's addresses.",
      { provider: 'p2p' },
    )
  }
  return { ...parsed.data, relayOnly }
}
