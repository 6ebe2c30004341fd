import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { waitFor } from '../bench/wait-for.ts'
import { signCallback, startTwilio, type TwilioService } from '../services/twilio/index.ts'
import { TcmpClient, track } from './tcmp-client.ts'

let service: TwilioService
beforeEach(async () => {
  service = await startTwilio()
})
afterEach(() => service.stop())

interface Resource {
  readonly [field: string]: unknown
  readonly sid: string
}

const keyOf = ({ account }: TwilioService) => `${account.apiKeySid}:${account.apiKeySecret}`
async function call(method: string, path: string, form?: Record<string, string>, key = keyOf(service)) {
  const response = await fetch(service.apiUrl + path, {
    method,
    headers: { authorization: `Basic ${Buffer.from(key).toString('base64')}` },
    ...(form && { body: new URLSearchParams(form) }),
  })
  return { status: response.status, body: (await response.json()) as Resource }
}
const create = (form: Record<string, string>) => call('POST', '/v1/Rooms', form)

describe('rooms', () => {
  test('created, found by both ids, listed, completed', async () => {
    const made = await create({ UniqueName: 'visit', Type: 'group', EmptyRoomTimeout: '2', MediaRegion: 'de1' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      sid: expect.stringMatching(/^RM[0-9a-f]{32}$/),
      unique_name: 'visit',
      status: 'in-progress',
      type: 'group',
      empty_room_timeout: 2,
      unused_room_timeout: 5,
      media_region: 'de1',
      max_participants: 50,
      end_time: null,
    })
    const { sid } = made.body
    for (const id of [sid, 'visit']) expect((await call('GET', `/v1/Rooms/${id}`)).body).toEqual(made.body)
    expect((await call('GET', '/v1/Rooms?UniqueName=visit')).body.rooms).toEqual([made.body])
    const ended = await call('POST', `/v1/Rooms/${sid}`, { Status: 'completed' })
    expect(ended).toMatchObject({ status: 202, body: { status: 'completed', duration: expect.any(Number) } })
    expect((await call('GET', '/v1/Rooms')).body.rooms).toEqual([])
    expect((await call('GET', '/v1/Rooms?Status=completed')).body.rooms).toHaveLength(1)
    // The name is free again, the sid is for ever.
    expect((await call('GET', '/v1/Rooms/visit')).status).toBe(404)
    expect((await call('GET', `/v1/Rooms/${sid}`)).status).toBe(200)
    expect((await create({ UniqueName: 'visit' })).status).toBe(201)
  })

  test('a name that is taken, and one of a room without a name', async () => {
    await create({ UniqueName: 'visit' })
    const error = { code: 53113, message: 'Room exists', status: 400, more_info: expect.stringContaining('53113') }
    expect(await create({ UniqueName: 'visit' })).toEqual({ status: 400, body: error })
    const { body } = await create({})
    expect(body.unique_name).toBe(body.sid)
  })

  test.each([
    [53101, { UniqueName: 'r'.repeat(129) }],
    [53107, { MaxParticipants: '51' }],
    [53108, { Type: 'mesh' }],
    [53109, { EmptyRoomTimeout: '61' }],
    [53109, { UnusedRoomTimeout: '0' }],
    [53110, { StatusCallbackMethod: 'PUT' }],
    [53111, { StatusCallback: 'nowhere' }],
    [53115, { MediaRegion: 'xx1' }],
    [20001, { MaxParticipantDuration: '60' }],
  ])('refused with %i: %o', async (code, form) => {
    expect(await create(form as Record<string, string>)).toMatchObject({ status: 400, body: { code } })
  })

  test('two keys open, no other does, and unknown things are not found', async () => {
    const { accountSid, apiKeySid, authToken } = service.account
    expect((await call('GET', '/v1/Rooms', undefined, `${accountSid}:${authToken}`)).status).toBe(200)
    for (const key of [`${apiKeySid}:wrong`, `${apiKeySid}:${authToken}`, ''])
      expect(await call('GET', '/v1/Rooms', undefined, key)).toMatchObject({ status: 401, body: { code: 20003 } })
    for (const path of ['/v1/Rooms/none', '/v2/Rooms', '/v1/Rooms/none/Participants'])
      expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 20404 } })
    expect(await call('DELETE', '/v1/Rooms')).toMatchObject({ status: 405, body: { code: 20004 } })
    service.faults.failRest(20429, 1)
    expect(await call('GET', '/v1/Rooms')).toMatchObject({ status: 429, body: { code: 20429 } })
    expect((await call('GET', '/v1/Rooms')).status).toBe(200)
  })

  test('ends what is over with an error, and knows no other status', async () => {
    const { sid } = (await create({})).body
    expect((await call('POST', `/v1/Rooms/${sid}`, { Status: 'gone' })).body.code).toBe(53112)
    await call('POST', `/v1/Rooms/${sid}`, { Status: 'completed' })
    expect((await call('POST', `/v1/Rooms/${sid}`, { Status: 'completed' })).body.code).toBe(53118)
  })
})

describe('participants', () => {
  test('listed with their tracks, in pages, and disconnected', async () => {
    const microphone = track('microphone', { kind: 'audio', enabled: false })
    const anna = await TcmpClient.join(service, 'anna', { tracks: [microphone] })
    const ben = await TcmpClient.join(service, 'ben')
    const path = '/v1/Rooms/visit/Participants'
    const all = (await call('GET', path)).body.participants as Resource[]
    expect(all.map(({ identity, sid, status }) => [identity, sid, status])).toEqual([
      ['ben', ben.sid, 'connected'],
      ['anna', anna.sid, 'connected'],
    ])
    const first = (await call('GET', `${path}?PageSize=1`)).body as unknown as { meta: { next_page_url: string } }
    const second = await call('GET', first.meta.next_page_url.slice(service.apiUrl.length))
    expect(second.body).toMatchObject({ participants: [{ identity: 'anna' }], meta: { next_page_url: null } })
    expect((await call('GET', `${path}/anna/PublishedTracks`)).body.published_tracks).toMatchObject([
      { name: 'microphone', kind: 'audio', enabled: false, participant_sid: anna.sid },
    ])

    const out = await call('POST', `${path}/${anna.sid}`, { Status: 'disconnected' })
    expect(out).toMatchObject({ status: 202, body: { status: 'disconnected', identity: 'anna' } })
    await anna.heard('disconnected')
    expect((await call('GET', `${path}?Status=connected`)).body.participants).toMatchObject([{ identity: 'ben' }])
    expect((await call('GET', `${path}/anna`)).body).toMatchObject({
      status: 'disconnected',
      duration: expect.any(Number),
    })
    expect((await call('POST', `${path}/anna`, { Status: 'disconnected' })).status).toBe(404)
    expect((await call('GET', `${path}/nobody`)).status).toBe(404)
  })
})

describe('status callbacks', () => {
  let hooks: Server
  let origin: string
  let received: { url: string; signature: unknown; parameters: Record<string, string> }[]
  beforeEach(async () => {
    received = []
    hooks = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const parameters = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
      received.push({ url: request.url ?? '', signature: request.headers['x-twilio-signature'], parameters })
      response.end()
    })
    await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}`
  })
  afterEach(() => new Promise((resolve) => hooks.close(resolve)))

  /** Vectors of Twilio's documentation and of its libraries' tests. */
  test.each([
    ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
    ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ])('are signed as Twilio signs: %s', (number, signature) => {
    const parameters = {
      To: '+18005551212',
      CallSid: 'CA1234567890ABCDE',
      Caller: number,
      Digits: '1234',
      From: number,
    }
    expect(signCallback('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', parameters)).toBe(signature)
  })

  test('tell a visit in order, over the public address', async () => {
    const url = 'https://clinic.example/hooks?tenant=1'
    service.callbacks.allow('https://clinic.example', origin)
    const { sid } = (await create({ UniqueName: 'visit', StatusCallback: url })).body
    const anna = await TcmpClient.join(service, 'anna', { tracks: [track('camera')] })
    anna.publish([track('camera', { enabled: false })])
    anna.publish([])
    anna.leave()
    const room = service.rooms.find(sid)
    await waitFor('anna to be gone', () => room?.present.size === 0)
    room?.complete()
    await service.callbacks.settled()
    expect(received.map(({ parameters }) => [parameters.SequenceNumber, parameters.StatusCallbackEvent])).toEqual([
      ['0', 'room-created'],
      ['1', 'participant-connected'],
      ['2', 'track-added'],
      ['3', 'track-disabled'],
      ['4', 'track-removed'],
      ['5', 'participant-disconnected'],
      ['6', 'room-ended'],
    ])
    for (const { parameters, signature, url: path } of received) {
      expect(path).toBe('/hooks?tenant=1')
      expect(signature).toBe(signCallback(service.account.authToken, url, parameters))
      expect(parameters).toMatchObject({ RoomSid: sid, RoomName: 'visit', AccountSid: service.account.accountSid })
    }
    expect(received[2]?.parameters).toMatchObject({
      TrackKind: 'video',
      ParticipantIdentity: 'anna',
      ParticipantSid: anna.sid,
    })
  })

  test('go nowhere that was not allowed, and nowhere but to this machine', async () => {
    await create({ StatusCallback: `${origin}/hooks` })
    await service.callbacks.settled()
    expect(received).toEqual([])
    expect(service.callbacks.attempts).toMatchObject([{ outcome: `not allowed: ${origin}` }])
    expect(() => service.callbacks.allow('https://clinic.example')).toThrow(/this machine alone/)
  })

  test('are lost or repeated', async () => {
    service.callbacks.allow(origin)
    const found = service.faults.loseCallbacks()
    await create({ StatusCallback: `${origin}/hooks` })
    found()
    service.faults.repeatCallbacks()
    await create({ StatusCallback: `${origin}/hooks` })
    await service.callbacks.settled()
    expect(service.callbacks.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 200, 200])
    expect(received.map(({ parameters }) => parameters.SequenceNumber)).toEqual(['0', '0'])
  })
})
