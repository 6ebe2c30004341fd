import { defaultRoles } from '@televid/core/protocol'
import type { MintRequest } from '@televid/core/server-adapter'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { livekit } from './livekit.ts'

const options = { url: 'wss://x.livekit.cloud', apiKey: 'APIkey', apiSecret: 'a secret of more than 32 characters' }
const room = {
  tenant: 't',
  room: 'visit-1',
  occurrence: 'o1',
  trace: '0af7651916cd43dd8448eb211c80319c',
  reference: 'o1',
  region: null,
}

async function mint(changes: Partial<MintRequest> = {}, more: object = {}) {
  const provider = livekit({ ...options, ...more })
  await provider.start({ mode: 'production', handlesPhi: true, deriveKey: () => new Uint8Array(32), onError: () => {} })
  const { credentials } = await provider.mintCredentials({
    room,
    identity: 'i1',
    role: 'guest',
    permissions: defaultRoles.guest,
    displayName: 'Anna',
    expiresAt: Date.now() + 60_000,
    endpoint: () => ({ url: '', webSocket: false }),
    ...changes,
  })
  await provider.close()
  return credentials as { url: string; token: string }
}

/** All a browser's token may say. No claim that opens recording, administration, another room or the room's settings. */
const claims = ['iss', 'sub', 'nbf', 'exp', 'name', 'attributes', 'video']
const rights = ['room', 'roomJoin', 'canPublish', 'canSubscribe', 'canPublishData', 'canUpdateOwnMetadata']

test.each(Object.entries(defaultRoles))('a token of a %s has least privilege', async (role, permissions) => {
  const { token, url } = await mint({ role, permissions })
  expect(url).toBe(options.url)
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256' })
  const payload = decodeJwt(token)
  expect(Object.keys(payload).filter((claim) => !claims.includes(claim))).toEqual([])
  const video = payload.video as Record<string, unknown>
  expect(Object.keys(video).filter((right) => !rights.includes(right))).toEqual([])
  expect(video).toEqual({
    room: 'o1',
    roomJoin: true,
    canPublish: role !== 'observer',
    canSubscribe: true,
    canPublishData: true,
    canUpdateOwnMetadata: false,
  })
  expect(payload.sub).toBe('i1')
  expect(payload.attributes).toEqual({ 'televid.role': role })
  await jwtVerify(token, new TextEncoder().encode(options.apiSecret), { issuer: 'APIkey' })
})

test('a token ends when it was asked to, never later', async () => {
  const expiresAt = Date.now() + 90_000
  const { exp = 0 } = decodeJwt((await mint({ expiresAt })).token)
  expect(exp * 1000).toBeLessThanOrEqual(expiresAt)
  expect(exp * 1000).toBeGreaterThan(expiresAt - 2000)
})

test('a display name reaches LiveKit unless it is not to', async () => {
  expect(decodeJwt((await mint()).token).name).toBe('Anna')
  expect(decodeJwt((await mint({}, { displayNames: false })).token)).not.toHaveProperty('name')
})

test.each([
  [{ url: 'x' }, 'url'],
  [{ apiKey: '' }, 'apiKey'],
  [{ apiSecret: 'tiny-value' }, 'apiSecret'],
  [{ regoin: 'eu' }, 'regoin'],
])('options %j are refused with the name of the field, and without its value', async (more, field) => {
  const error = await mint({}, more).catch((cause) => cause)
  expect(error.code).toBe('invalid-argument')
  expect(error.message).toContain(field)
  expect(error.message).not.toContain('tiny-value')
})
