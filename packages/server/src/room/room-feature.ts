import { TelevidError } from '@televid/core/protocol'
import type { CoreServices } from '../control-plane/core-services.ts'
import type { ServerProvider } from '../provider/server-provider.ts'
import { providerOf } from './pin-room.ts'

/** What not every vendor can do from a server. */
export type ModerationFeature = 'listParticipants' | 'muteSource' | 'setCanPublish'

const names: Readonly<Record<ModerationFeature, string>> = {
  listParticipants: 'list who is in a room',
  muteSource: "turn somebody's source off",
  setCanPublish: 'change who may publish during a call',
}

/**
 * The feature, of the provider that an occurrence is on.
 *
 * @throws TelevidError `unsupported` where that provider lacks it
 */
export async function roomFeature<F extends ModerationFeature>(
  services: CoreServices,
  occurrence: string,
  feature: F,
): Promise<NonNullable<ServerProvider[F]>> {
  const provider = services.provider(await providerOf(services, occurrence))
  const method = provider[feature]
  if (method !== undefined) return method.bind(provider) as NonNullable<ServerProvider[F]>
  throw new TelevidError(
    'unsupported',
    `Provider "${provider.vendor}" cannot ${names[feature]} from the server. Remove the person, or use a provider that can.`,
    { provider: provider.vendor },
  )
}
