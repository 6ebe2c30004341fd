import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { mapLivekitWebhook, verifyLivekitWebhook } from './verify-livekit-webhook.ts'

const keys = { apiKey: 'APIkey', apiSecret: 'a secret of more than 32 characters' }
const event = {
  event: 'participant_joined',
  id: 'EV_1',
  createdAt: '1700000000',
  room: { name: 'o1' },
  participant: { identity: 'i1' },
}
const body = new TextEncoder().encode(JSON.stringify(event))

async function sign(rawBody: Uint8Array, changes: { secret?: string; issuer?: string; expires?: string } = {}) {
  const { expires = '5m', issuer = keys.apiKey, secret = keys.apiSecret } = changes
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(rawBody)))
  return new SignJWT({ sha256: btoa(String.fromCharCode(...digest)) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret))
}
const verify = (rawBody: Uint8Array, authorization: string) =>
  verifyLivekitWebhook(
    { method: 'POST', url: 'https://x.test/hook', headers: new Headers({ authorization }), rawBody },
    keys,
  ).catch(({ code }) => code)

test('a webhook of the project is understood', async () => {
  expect(await verify(body, await sign(body))).toEqual([
    {
      id: 'EV_1',
      provider: 'livekit',
      occurredAt: 1_700_000_000_000,
      reference: 'o1',
      type: 'participant.joined',
      identity: 'i1',
      raw: event,
    },
  ])
})

test.each([
  ['another secret', { secret: 'another secret of another project' }],
  ['another key', { issuer: 'APIother' }],
  ['an old signature', { expires: '-1m' }],
])('one with %s is refused', async (_, changes) => {
  expect(await verify(body, await sign(body, changes))).toBe('forbidden')
})

test('one byte of difference, no signature, or an unsigned token are refused', async () => {
  const changed = new Uint8Array([...body.slice(0, -1), 32])
  expect(await verify(changed, await sign(body))).toBe('forbidden')
  expect(await verify(body, '')).toBe('forbidden')
  const [, payload] = (await sign(body)).split('.')
  expect(await verify(body, `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`)).toBe('forbidden')
})

test('signed nonsense is a bad request', async () => {
  const nonsense = new TextEncoder().encode('[]')
  expect(await verify(nonsense, await sign(nonsense))).toBe('bad-request')
})

test.each([
  ['room_started', 'room.started'],
  ['room_finished', 'room.ended'],
  ['participant_joined', 'participant.joined'],
  ['participant_left', 'participant.left'],
  ['participant_connection_aborted', 'participant.left'],
  ['track_published', 'track.published'],
  ['track_unpublished', 'track.unpublished'],
  ['egress_started', undefined],
  ['something_new', undefined],
])('%s is %s', (name, type) => {
  const track = { source: 'SCREEN_SHARE', sid: 'TR_1', name: '' }
  const [mapped] = mapLivekitWebhook({ ...event, event: name, track })
  expect(mapped?.type).toBe(type)
  if (mapped && 'source' in mapped) expect(mapped.source).toBe('screen')
})
