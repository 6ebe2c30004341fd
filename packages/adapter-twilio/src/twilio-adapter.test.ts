import { TelevidError } from '@televid/core/adapter'
import { expect, test } from 'vitest'
import { twilioAdapter } from './twilio-adapter.ts'

const grant = { provider: 'twilio', room: 'visit-1', identity: 'anna', role: 'guest', expiresAt: Date.now() + 1000 }
const join = (credentials: Record<string, unknown>) =>
  twilioAdapter
    .join({ grant: { ...grant, credentials }, signal: new AbortController().signal }, () => {})
    .catch((error) => (TelevidError.isInstance(error) ? error.code : error))

test.each([
  {},
  { token: '' },
  { token: 't', room: '' },
  { token: 't', room: 7 },
  { token: 't', region: '' },
  { token: 't', iceServers: 'stun:x.test' },
  { token: 't', canPublish: 'no' },
  { token: 't', wsServer: 'https://x.test' },
])('credentials %j are refused before the SDK is asked', async (credentials) => {
  expect(await join(credentials)).toBe('grant-invalid')
})
