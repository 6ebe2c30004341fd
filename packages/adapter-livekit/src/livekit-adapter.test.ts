import { TelevidError } from '@televid/core/adapter'
import { expect, test } from 'vitest'
import { livekitAdapter } from './livekit-adapter.ts'

const grant = { provider: 'livekit', room: 'visit-1', identity: 'anna', role: 'guest', expiresAt: Date.now() + 1000 }
const join = (credentials: Record<string, unknown>) =>
  livekitAdapter
    .join({ grant: { ...grant, credentials }, signal: new AbortController().signal }, () => {})
    .catch((error) => (TelevidError.isInstance(error) ? error.code : error))

test.each([
  {},
  { url: 'wss://x.test' },
  { token: 't' },
  { url: 'x.test', token: 't' },
  { url: 'wss://x.test', token: '' },
  { url: 'wss://x.test', token: 't', iceServers: 'stun:x.test' },
])('credentials %j are refused before the SDK is asked', async (credentials) => {
  expect(await join(credentials)).toBe('grant-invalid')
})
