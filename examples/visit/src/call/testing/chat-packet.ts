import { createTelevid } from '@televid/core'
import { FakeAdapter, fakeGrant } from '@televid/core/testing'

/** What another browser would send for this payload. */
export async function chatPacket(payload: unknown): Promise<Uint8Array> {
  const fake = new FakeAdapter()
  const grants = async () => fakeGrant()
  const room = createTelevid({ adapters: { fake: () => ({ adapter: fake.adapter }) }, grants }).room('visit-7f3a91')
  await room.join()
  await room.messages.send(payload, { topic: 'chat' })
  await room.leave()
  const [sent] = fake.sent
  if (!sent) throw new Error('nothing was sent')
  return sent.packet
}
