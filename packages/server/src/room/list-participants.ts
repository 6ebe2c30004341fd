import type { ServerParticipant } from '@televid/core/server-adapter'
import type { CoreServices } from '../control-plane/core-services.ts'
import { readPin } from './pin-room.ts'
import { roomFeature } from './room-feature.ts'

/**
 * Who is in the room, by the vendor's word: the channel's members are those who may be.
 *
 * @throws TelevidError `unsupported` and what the provider throws
 */
export async function listParticipants(
  services: CoreServices,
  occurrence: string,
): Promise<readonly ServerParticipant[]> {
  const list = await roomFeature(services, occurrence, 'listParticipants')
  const pin = await readPin(services, occurrence)
  return pin === null ? [] : list(pin.room)
}
