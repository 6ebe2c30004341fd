import type { Source } from '@televid/core/adapter'
import { TelevidError } from '@televid/core/protocol'
import type { CoreServices } from '../control-plane/core-services.ts'
import { invitedPerson } from './invited-person.ts'
import { readPin } from './pin-room.ts'
import { roomFeature } from './room-feature.ts'

/**
 * Turns a source of somebody off. They may turn it on again; whoever should not loses the right to publish.
 *
 * @throws TelevidError `unsupported` | `invalid-argument` | `invalid-state` and what the provider throws
 */
export async function muteSource(
  services: CoreServices,
  occurrence: string,
  identity: string,
  source: Source,
): Promise<void> {
  const mute = await roomFeature(services, occurrence, 'muteSource')
  await invitedPerson(services.store.db, occurrence, identity)
  const pin = await readPin(services, occurrence)
  if (pin === null) throw new TelevidError('invalid-state', 'Nobody has entered this room yet.')
  await mute(pin.room, identity, source)
}
