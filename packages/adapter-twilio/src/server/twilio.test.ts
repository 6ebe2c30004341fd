import { defaultRoles, TelevidError } from '@televid/core/protocol'
import type { MintRequest, ServerAdapter, ServerRoom } from '@televid/core/server-adapter'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startTwilio, type TwilioService } from '../../../../tests/services/twilio/index.ts'
import { twilio } from './twilio.ts'
import type { TwilioOptions } from './twilio-options.ts'

let service: TwilioService
const started: ServerAdapter[] = []
const errors: unknown[] = []
beforeEach(async () => {
  service = await startTwilio()
})
afterEach(async () => {
  for (const provider of started.splice(0)) await provider.close()
  await service.stop()
  expect(errors.splice(0)).toEqual([])
})

async function start(options: Partial<TwilioOptions> = {}): Promise<ServerAdapter> {
  const { apiUrl, wsServer, account } = service
  const provider = twilio({ ...account, apiUrl, wsServer, ...options })
  await provider.start({
    mode: 'production',
    handlesPhi: true,
    deriveKey: () => new Uint8Array(32),
    onError: (error) => errors.push(error),
  })
  started.push(provider)
  return provider
}
const named = { tenant: 't', room: 'visit-7f3a', occurrence: 'o1', trace: '0af7651916cd43dd8448eb211c80319c' }
const open = async (provider: ServerAdapter): Promise<ServerRoom> => ({
  ...named,
  ...(await provider.createRoom(named)),
})
const mint = async (provider: ServerAdapter, room: ServerRoom, changes: Partial<MintRequest> = {}) => {
  const minted = await provider.mintCredentials({
    room,
    identity: 'i1',
    role: 'guest',
    permissions: defaultRoles.guest,
    expiresAt: Date.now() + 3_600_000,
    endpoint: () => ({ url: '', webSocket: false }),
    ...changes,
  })
  return { ...minted, credentials: minted.credentials as { token: string } & Record<string, unknown> }
}
const code = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error) => (TelevidError.isInstance(error) ? error.code : error),
  )

test('a token is for one room and one identity, and holds nothing else', async () => {
  const provider = await start()
  const room = await open(provider)
  const { credentials, expiresAt } = await mint(provider, room, { displayName: 'Anna Smith' })
  const { account } = service
  expect(credentials).toEqual({ token: credentials.token, room: room.reference, wsServer: service.wsServer })
  expect(decodeProtectedHeader(credentials.token)).toEqual({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
  const { exp = 0, iat = 0, ...claims } = decodeJwt(credentials.token)
  expect(claims).toEqual({
    jti: `${account.apiKeySid}-${iat}`,
    iss: account.apiKeySid,
    sub: account.accountSid,
    grants: { identity: 'i1', video: { room: room.reference } },
  })
  expect(exp - iat).toBeLessThanOrEqual(3600)
  expect(expiresAt).toBe(exp * 1000)
  await jwtVerify(credentials.token, new TextEncoder().encode(account.apiKeySecret))
})

test('no token lives longer than anybody may stay in a room', async () => {
  const provider = await start()
  const room = await open(provider)
  const { credentials, expiresAt = 0 } = await mint(provider, room, { expiresAt: Date.now() + 7 * 86_400_000 })
  const { exp = 0, iat = 0 } = decodeJwt(credentials.token)
  expect(exp - iat).toBe(service.rooms.find(room.reference)?.parameters.maxParticipantDuration)
  expect(expiresAt).toBeLessThanOrEqual(Date.now() + 4 * 3_600_000)
})

test('regions of signaling and media are settings of their own', async () => {
  const provider = await start({ signalingRegion: 'de1', mediaRegion: 'ie1', relayOnly: true })
  const room = await open(provider)
  expect(room.region).toBe('ie1')
  expect(service.rooms.find(room.reference)?.parameters.mediaRegion).toBe('ie1')
  expect((await mint(provider, room)).credentials).toMatchObject({ region: 'de1', iceTransportPolicy: 'relay' })
})

test('a room is made as it was configured', async () => {
  const statusCallback = 'https://visit.example/televid/webhooks/twilio'
  const provider = await start({ roomType: 'group', maxParticipants: 4, emptyMinutes: 15, statusCallback })
  expect(service.rooms.find((await open(provider)).reference)).toMatchObject({
    name: 'visit-7f3a',
    parameters: {
      type: 'group',
      maxParticipants: 4,
      emptyRoomTimeout: 15,
      unusedRoomTimeout: 15,
      statusCallback,
      statusCallbackMethod: 'POST',
    },
  })
})

test('a name that is taken is the room in progress; when that one is over it is a new one', async () => {
  const provider = await start()
  const first = await open(provider)
  expect((await open(provider)).reference).toBe(first.reference)
  await provider.endRoom(first)
  await provider.endRoom(first)
  expect(service.rooms.find(first.reference)?.endedAt).not.toBeNull()
  const second = await open(provider)
  expect(second.reference).not.toBe(first.reference)
  // The token of the first room does not open the second.
  expect(decodeJwt((await mint(provider, first)).credentials.token).grants).toMatchObject({
    video: { room: first.reference },
  })
})

test('a room that ends between the refusal and the question is made anew', async () => {
  const provider = await start()
  const first = await open(provider)
  const send = globalThis.fetch
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (init?.method === 'GET') service.faults.completeRoom(first.reference)
    return send(url, init)
  })
  // The provider took `fetch` when it started.
  const other = await start()
  const second = await open(other)
  vi.unstubAllGlobals()
  expect(second.reference).not.toBe(first.reference)
})

test('somebody who may not publish gets no token, unless that is left to their page', async () => {
  const provider = await start()
  const room = await open(provider)
  expect(await code(mint(provider, room, { role: 'observer', permissions: defaultRoles.observer }))).toBe('unsupported')
  const trusting = await start({ allowUnenforcedRoles: true })
  const { credentials } = await mint(trusting, room, { role: 'observer', permissions: defaultRoles.observer })
  expect(credentials.canPublish).toBe(false)
})

test('removing and ending what is not there is no error', async () => {
  const provider = await start()
  const room = await open(provider)
  await provider.removeParticipant(room, 'nobody')
  await provider.endRoom(room)
  await provider.removeParticipant(room, 'nobody')
  await provider.endRoom({ ...room, reference: `RM${'0'.repeat(32)}` })
  expect(await provider.listParticipants?.(room)).toEqual([])
})

test('REST that fails is told with what to do', async () => {
  const provider = await start({ apiKeySecret: 'the secret of another key' })
  const error = await provider.createRoom(named).catch((cause) => cause)
  expect(error).toMatchObject({ code: 'vendor', provider: 'twilio' })
  expect(error.message).toContain('check apiKeySid and apiKeySecret')
})

test.each([
  [{ accountSid: 'x' }, 'accountSid'],
  [{ apiKeySid: `AC${'0'.repeat(32)}` }, 'apiKeySid'],
  [{ apiKeySecret: 'tiny-value' }, 'apiKeySecret'],
  [{ mediaRegion: 'xx9' as 'us1' }, 'mediaRegion'],
  [{ signalingRegion: 'evil.example' }, 'signalingRegion'],
  [{ maxParticipants: 51 }, 'maxParticipants'],
  [{ emptyMinutes: 0 }, 'emptyMinutes'],
  [{ statusCallback: 'https://x.test', authToken: undefined } as unknown as TwilioOptions, 'authToken'],
  [{ regoin: 'eu' } as Partial<TwilioOptions>, 'regoin'],
])('options %j are refused with the name of the field, and without its value', async (more, field) => {
  const error = await start(more).catch((cause) => cause)
  expect(error.code).toBe('invalid-argument')
  expect(error.message).toContain(field)
  expect(error.message).not.toContain('tiny-value')
})

test('before it is started it says so', async () => {
  expect(await code(twilio({ ...service.account }).createRoom(named))).toBe('invalid-state')
})
