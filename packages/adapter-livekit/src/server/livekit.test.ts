import type { MintRequest, ServerAdapter } from '@televid/core/server-adapter'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { livekit } from './livekit.ts'

const inside = new Set<string>()
let asked = 0
const started: ServerAdapter[] = []
beforeEach(() => {
  inside.clear()
  asked = 0
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.endsWith('/ListParticipants')) asked += 1
    return Response.json({ participants: [...inside].map((identity) => ({ identity })) })
  })
})
afterEach(async () => {
  for (const provider of started.splice(0)) await provider.close()
  vi.unstubAllGlobals()
})

async function mint(identity: string, options: { readonly maxParticipants?: number }) {
  const secrets = { apiKey: 'APIkey', apiSecret: 'a secret of more than 32 characters' }
  const provider = livekit({ url: 'wss://x.livekit.cloud', ...secrets, ...options })
  started.push(provider)
  await provider.start({
    mode: 'development',
    handlesPhi: false,
    deriveKey: () => new Uint8Array(32),
    onError: (error) => expect.fail(String(error)),
  })
  const room = { tenant: 't', room: 'visit-1', occurrence: 'o1', trace: '0'.repeat(32), reference: 'o1', region: null }
  const request: MintRequest = {
    room,
    identity,
    role: 'guest',
    permissions: ['join'],
    expiresAt: Date.now() + 60_000,
    endpoint: () => ({ url: '', webSocket: false }),
  }
  return provider.mintCredentials(request)
}

test('a full room is refused before anybody is sent to it; whoever is inside may come back', async () => {
  inside.add('anna').add('ben')
  await expect(mint('cleo', { maxParticipants: 2 })).rejects.toMatchObject({ code: 'room-full', provider: 'livekit' })
  await expect(mint('ben', { maxParticipants: 2 })).resolves.toHaveProperty('credentials.token')
  inside.delete('ben')
  await expect(mint('cleo', { maxParticipants: 2 })).resolves.toHaveProperty('credentials.token')
})

test('without a limit of ours LiveKit is not asked', async () => {
  await mint('anna', {})
  expect(asked).toBe(0)
})
