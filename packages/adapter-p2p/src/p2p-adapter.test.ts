import { TelevidError } from '@televid/core/adapter'
import { expect, test } from 'vitest'
import { p2pAdapter } from './p2p-adapter.ts'

const grant = { provider: 'p2p', room: 'visit-7f3a91', identity: 'anna', role: 'guest', expiresAt: Date.now() + 1000 }
const credentials = {
  signaling: { url: '/signaling', webSocket: true },
  token: 't',
  occurrence: 'o',
  iceServers: [],
  iceTransportPolicy: 'all',
  verifyKey: {},
  maxParticipants: 6,
  giveUpAfterMs: { 'connection-lost': 60_000, 'media-lost': 30_000 },
}
const join = (value: Record<string, unknown>) =>
  p2pAdapter
    .join({ grant: { ...grant, credentials: value }, signal: new AbortController().signal }, () => {})
    .catch((error) => (TelevidError.isInstance(error) ? error.code : error))

test('an unusable grant is told from a browser that cannot', async () => {
  expect(await join({})).toBe('grant-invalid')
  for (const name of Object.keys(credentials).filter((key) => key !== 'maxParticipants')) {
    expect(await join({ ...credentials, [name]: null }), name).toBe('grant-invalid')
  }
  // Plain Node has no WebRTC.
  expect(await join(credentials)).toBe('unsupported')
})
