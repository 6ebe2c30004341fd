import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { signCallback } from '../../../../tests/services/twilio/status-callbacks.ts'
import { mapTwilioWebhook, verifyTwilioWebhook } from './verify-twilio-webhook.ts'

const accountSid = `AC${'a'.repeat(32)}`
const authToken = 'the auth token of the account'
const url = 'https://visit.example/televid/webhooks/twilio'
const parameters = {
  AccountSid: accountSid,
  RoomSid: 'RM1',
  RoomName: 'visit-1',
  StatusCallbackEvent: 'participant-connected',
  Timestamp: '2026-01-02T03:04:05.678Z',
  SequenceNumber: '7',
  ParticipantIdentity: 'i 1+2',
  ParticipantStatus: 'connected',
}

interface Changes {
  readonly sent?: URLSearchParams | string
  readonly signature?: string
  readonly receivedAt?: string
  readonly secrets?: object
}
const verify = ({ receivedAt = url, secrets, sent = new URLSearchParams(parameters), signature }: Changes = {}) =>
  verifyTwilioWebhook(
    {
      method: 'POST',
      url: receivedAt,
      headers: new Headers({ 'x-twilio-signature': signature ?? signCallback(authToken, url, parameters) }),
      rawBody: new TextEncoder().encode(String(sent)),
    },
    { accountSid, authToken, ...secrets },
  ).catch(({ code }) => code)

test('a status callback of the account is understood', async () => {
  expect(await verify()).toEqual([
    {
      id: 'RM1.7.participant-connected',
      provider: 'twilio',
      occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      reference: 'RM1',
      type: 'participant.joined',
      identity: 'i 1+2',
      raw: parameters,
    },
  ])
})

// Twilio's own example, "Validating requests": auth token 12345.
test('the signature is the one in the documentation', async () => {
  const example = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  }
  const address = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  const signature = '0/KCTR6DLpKmkAf8muzZqo1nDgQ='
  expect(signCallback('12345', address, example)).toBe(signature)
  const sent = new URLSearchParams(example)
  // Signed well, and of no account: what is refused is that alone.
  expect(await verify({ sent, signature, receivedAt: address, secrets: { authToken: '12345' } })).toBe('forbidden')
  sent.set('AccountSid', accountSid)
  const signed = createHmac('sha1', '12345')
    .update(`${address}AccountSid${accountSid}${Object.entries(example).flat().join('')}`)
    .digest('base64')
  const secrets = { authToken: '12345' }
  expect(await verify({ sent, signature: signed, receivedAt: address, secrets })).toBe('bad-request')
})

test('the configured address counts, without what is for Twilio alone, and not the one it came to', async () => {
  const receivedAt = 'http://10.0.0.7:8080/televid/webhooks/twilio'
  expect(await verify({ receivedAt })).toBe('forbidden')
  expect(await verify({ receivedAt, secrets: { statusCallback: url } })).toHaveLength(1)
  expect(await verify({ receivedAt, secrets: { statusCallback: `${url}#rc=3&rp=all` } })).toHaveLength(1)
})

test.each<[string, Changes]>([
  ['another auth token', { signature: signCallback('another auth token', url, parameters) }],
  ['another address', { receivedAt: `${url}?x=1` }],
  ['a changed value', { sent: new URLSearchParams({ ...parameters, ParticipantIdentity: 'doctor' }) }],
  ['a value more', { sent: new URLSearchParams({ ...parameters, Extra: '1' }) }],
  ['no signature', { signature: '' }],
  ['a signature that is no base64', { signature: '%%%' }],
  ['another account', { secrets: { accountSid: `AC${'f'.repeat(32)}` } }],
  ['no auth token configured', { secrets: { authToken: undefined } }],
])('one with %s is refused', async (_, changes) => {
  expect(await verify(changes)).toBe('forbidden')
})

test.each([
  ['room-created', 'room.started'],
  ['room-ended', 'room.ended'],
  ['participant-connected', 'participant.joined'],
  ['participant-disconnected', 'participant.left'],
  ['track-added', 'track.published'],
  ['track-removed', 'track.unpublished'],
  ['track-disabled', undefined],
  ['recording-started', undefined],
  ['something-new', undefined],
])('%s is %s', (name, type) => {
  const [mapped] = mapTwilioWebhook({ ...parameters, StatusCallbackEvent: name, TrackName: 'screen:k3:1' })
  expect(mapped?.type).toBe(type)
  if (mapped && 'source' in mapped) expect(mapped.source).toBe('screen')
})

test('of a track that another client made there is no telling what it is', () => {
  const event = { ...parameters, StatusCallbackEvent: 'track-added' }
  expect(mapTwilioWebhook({ ...event, TrackName: 'camera' })).toEqual([])
  expect(mapTwilioWebhook(event)).toEqual([])
})

test('signed nonsense is a bad request', () => {
  expect(() => mapTwilioWebhook({})).toThrow(expect.objectContaining({ code: 'bad-request' }))
  expect(() => mapTwilioWebhook({ ...parameters, Timestamp: 'soon' })).toThrow(/cannot be read/)
})
