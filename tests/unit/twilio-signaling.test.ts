import { afterEach, describe, expect, test } from 'vitest'
import { waitFor } from '../bench/wait-for.ts'
import { startTwilio, type TwilioOptions, type TwilioService } from '../services/twilio/index.ts'
import { connectRequest, TcmpClient, track } from './tcmp-client.ts'

let service: TwilioService
const start = async (options: TwilioOptions = {}) => {
  service = await startTwilio(options)
  return service
}
afterEach(() => service.stop())

/** The code with which a page is refused that asks to join. */
async function refusal(token: string, room: string | null = 'visit'): Promise<number> {
  const client = await TcmpClient.hello(service, token, connectRequest(token, room))
  return (await client.heard('error')).code
}
const camera = track('camera')
const present = () => [...(service.rooms.find('visit')?.present.values() ?? [])].map(({ identity }) => identity)

describe('joining', () => {
  test('everybody is told of everybody, and one of each two is asked to offer', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna', { tracks: [camera] })
    expect(anna.joined).toMatchObject({ name: 'visit', participants: [], options: { session_timeout: 30 } })
    expect(anna.joined.participant).toMatchObject({ identity: 'anna', sid: expect.stringMatching(/^PA[0-9a-f]{32}$/) })
    expect(anna.joined.published?.tracks).toMatchObject([{ id: camera.id, state: 'ready' }])
    expect(anna.joined.peer_connections).toMatchObject([{ description: { type: 'close' } }])

    const ben = await TcmpClient.join(service, 'ben')
    expect(ben.joined.participants).toMatchObject([
      { identity: 'anna', state: 'connected', tracks: [{ name: 'camera' }] },
    ])
    expect(ben.joined.subscribed?.tracks).toMatchObject([{ id: camera.id }])
    expect(ben.joined.peer_connections?.[0]?.description).toEqual({ type: 'create-offer', revision: 1 })
    const told = await anna.heard('update', ({ participants }) => participants)
    expect(told.participants).toMatchObject([{ identity: 'ben', sid: ben.sid }])
    expect(told.peer_connections).toBeUndefined()
  })

  test('a page may ask for ICE servers first', async () => {
    await start({ iceServers: [{ urls: 'turn:127.0.0.1:1' }] })
    const token = await service.token('anna')
    const anna = await TcmpClient.hello(service, token, { type: 'ice', version: 1, token, edge: 'roaming' })
    expect((await anna.heard('iced')).ice_servers).toEqual([{ urls: 'turn:127.0.0.1:1' }])
    anna.say(connectRequest(token, 'visit'))
    await anna.heard('connected')
  })

  test('the room is that of the token where the page names none', async () => {
    await start()
    const token = await service.token('anna', { room: 'granted' })
    const anna = await TcmpClient.join(service, 'anna', { token, room: null })
    expect(anna.joined.name).toBe('granted')
    const { sid } = anna.joined
    const ben = await TcmpClient.join(service, 'ben', {
      token: await service.token('ben', { room: sid }),
      room: 'granted',
    })
    expect(ben.joined.sid).toBe(sid)
  })

  test.each([
    [20104, { lifetime: -1 }],
    [20104, { lifetime: 86_401 }],
    [20105, { claims: { nbf: Date.now() / 1000 + 600 } }],
    [20103, { claims: { iss: 'SK0' } }],
    [20103, { claims: { sub: 'AC0' } }],
    [20107, { secret: 'another' }],
    [20106, { claims: { grants: { identity: 'anna' } } }],
    [20106, { room: 'another' }],
    [53200, { claims: { grants: { video: {} } } }],
    [53201, { claims: { grants: { identity: 'a'.repeat(129), video: {} } } }],
  ])('a token is refused with %i: %o', async (code, options) => {
    await start()
    expect(await refusal(await service.token('anna', options))).toBe(code)
  })

  test('what is no token is refused', async () => {
    await start()
    expect(await refusal('garbage')).toBe(20101)
    const [, claims, signature] = (await service.token('anna')).split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')
    expect(await refusal(`${header}.${claims}.${signature}`)).toBe(20102)
  })

  test('a full room, a long name, a room that may not be made', async () => {
    await start({ clientRoomCreation: false })
    expect(await refusal(await service.token('anna'))).toBe(53103)
    expect(await refusal(await service.token('anna'), 'r'.repeat(129))).toBe(53101)
    expect(await refusal(await service.token('anna'), `RM${'0'.repeat(32)}`)).toBe(53106)
    const { apiKeySecret, apiKeySid } = service.account
    await fetch(`${service.apiUrl}/v1/Rooms`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${apiKeySid}:${apiKeySecret}`).toString('base64')}` },
      body: new URLSearchParams({ UniqueName: 'visit', MaxParticipants: '1' }),
    })
    await TcmpClient.join(service, 'anna')
    expect(await refusal(await service.token('ben'))).toBe(53105)
    // Whoever is in it already does not stand in their own way.
    await TcmpClient.join(service, 'anna')
  })

  test('what the SDK would trip over does not leave', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    const line = service.rooms.find('visit')?.present.get(anna.sid)?.line
    const incomplete = { type: 'connected', version: 2, session: 's', sid: 'RM0', name: 'visit' }
    expect(() => line?.send(incomplete as never)).toThrow(/options/)
  })

  test('a message that is none ends the call with 53004, a frame that is none the line', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    anna.update({ participant: { revision: 'two', tracks: [] } })
    expect((await anna.heard('error')).code).toBe(53004)
    anna.frame({ type: 'shout' })
    await waitFor('the line to be closed', () => anna.closeCode === 1002)
  })
})

describe('tracks', () => {
  test('published, muted and unpublished', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    ben.publish([camera])
    const { published } = await ben.heard('update', (update) => update.published)
    expect(published).toMatchObject({ revision: 2, tracks: [{ id: camera.id, state: 'ready' }] })
    await waitFor('the track', () => anna.sees(ben.sid)?.tracks.length === 1)
    expect(anna.replies.at(-1)).toMatchObject({ subscribed: { tracks: [{ id: camera.id }] } })
    ben.publish([{ ...camera, enabled: false }])
    await waitFor('the mute', () => anna.sees(ben.sid)?.tracks[0]?.enabled === false)
    ben.publish([])
    await waitFor('the end', () => anna.sees(ben.sid)?.tracks.length === 0)
    expect(anna.replies.at(-1)).toMatchObject({ subscribed: { tracks: [] } })
    const revisions = anna.replies.flatMap((reply) => ('subscribed' in reply ? (reply.subscribed?.revision ?? []) : []))
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
    expect(new Set(revisions).size).toBe(revisions.length)
  })

  test('a state that was here before is told to nobody', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    await anna.heard('update')
    ben.update({ participant: { revision: 1, tracks: [] }, peer_connections: [] })
    ben.publish([camera])
    await waitFor('the track', () => anna.sees(ben.sid)?.tracks.length === 1)
    expect(anna.replies.filter(({ type }) => type === 'update')).toHaveLength(2)
  })

  test('names are unique and not too long, and there is a limit', async () => {
    await start({ maxTracks: 2 })
    const long = track('n'.repeat(129))
    const twin = { ...camera, id: 'twin' }
    const anna = await TcmpClient.join(service, 'anna', {
      tracks: [camera, twin, long, track('second'), track('third')],
    })
    const failures = anna.joined.published?.tracks.map((published) => ('error' in published ? published.error.code : 0))
    expect(failures).toEqual([0, 53304, 53302, 0, 53203])
    const ben = await TcmpClient.join(service, 'ben')
    expect(ben.joined.participants?.[0]?.tracks.map(({ name }) => name)).toEqual(['camera', 'second'])
  })

  test('publishing is refused, a subscription fails and comes back', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    const mayAgain = service.faults.rejectPublish({ identity: 'ben' }, { kind: 'video' })
    ben.publish([camera, track('microphone', { kind: 'audio' })])
    const { published } = await ben.heard('update', (update) => update.published)
    expect(published?.tracks).toMatchObject([{ state: 'failed', error: { code: 53305 } }, { state: 'ready' }])
    mayAgain()
    ben.publish([track('screen')])
    await waitFor('the screen', () => anna.sees(ben.sid)?.tracks[0]?.name === 'screen')
    const restore = service.faults.failSubscription({ identity: 'anna' }, { publisher: 'ben' })
    const failed = await anna.heard('update', (update) => update.subscribed?.tracks.some((each) => 'error' in each))
    expect(failed.subscribed?.tracks).toMatchObject([{ error: { code: 53404 } }])
    restore()
    await waitFor('it to be back', () => {
      const last = anna.replies.at(-1)
      return last?.type === 'update' && last.subscribed?.tracks.some((each) => 'id' in each)
    })
  })

  test('whoever subscribes to nothing is told of tracks all the same', async () => {
    await start()
    await TcmpClient.join(service, 'anna', { tracks: [camera] })
    const ben = await TcmpClient.join(service, 'ben', { subscribes: false })
    expect(ben.joined.subscribed?.tracks).toEqual([])
    expect(ben.joined.participants?.[0]?.tracks).toHaveLength(1)
  })
})

describe('lines', () => {
  test('a broken line is a reconnect for the others, and what was missed comes with synced', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna', { tracks: [camera] })
    const ben = await TcmpClient.join(service, 'ben')
    service.faults.dropSignaling({ identity: 'anna' })
    await waitFor('anna to be away', () => ben.sees(anna.sid)?.state === 'reconnecting')
    await waitFor('the line to be gone', () => anna.closeCode === 1006)
    ben.publish([track('screen')])
    await ben.heard('update', (update) => update.published)
    const again = await anna.again(service)
    await waitFor('anna to be back', () => ben.sees(anna.sid)?.state === 'connected')
    const synced = await again.heard('synced')
    expect(synced.participants).toMatchObject([{ sid: ben.sid, tracks: [{ name: 'screen' }] }])
    expect(synced.peer_connections).toHaveLength(1)
    expect(synced.published?.revision).toBeGreaterThan(anna.joined.published?.revision ?? 9)
    expect(present()).toEqual(['anna', 'ben'])
  })

  test('after the grace they are gone, and the session with them', async () => {
    await start({ graceMs: 50 })
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    anna.vanish()
    await waitFor('anna to be gone', () => ben.sees(anna.sid)?.state === 'disconnected')
    const told = await ben.heard('update', (update) => update.peer_connections)
    expect(told.peer_connections).toMatchObject([{ description: { type: 'close' } }])
    const again = await anna.again(service, { waits: false })
    expect((await again.heard('error')).code).toBe(53204)
  })

  test('the code for a lost session is a switch', async () => {
    await start({ lostSession: 53002 })
    const anna = await TcmpClient.join(service, 'anna')
    service.faults.forgetSessions()
    const again = await anna.again(service, { waits: false })
    expect((await again.heard('error')).code).toBe(53002)
  })

  test('a cut lasts until it is mended, for one person alone', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    const mend = service.faults.cutSignaling({ identity: 'anna' })
    const refused = await anna.again(service, { waits: false })
    await waitFor('it to be refused', () => refused.closeCode === 1006)
    expect(ben.closeCode).toBeNull()
    mend()
    await anna.again(service)
  })

  test('without heartbeats nothing comes that nobody asked for', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna', { timeout: 201 })
    await waitFor('a heartbeat', () => anna.frames.some(({ type }) => type === 'heartbeat'))
    const resume = service.faults.stopHeartbeats({ identity: 'anna' })
    const before = anna.frames.length
    // Three missed ones end the line of whoever is silent: as anna is here.
    await waitFor('the line to be cut', () => anna.closeCode === 1006)
    expect(anna.frames.length).toBe(before)
    resume()
  })

  test('busy, then busy for good', async () => {
    await start()
    service.faults.busy({ retryAfter: 10, keepAlive: true, times: 1 })
    const token = await service.token('anna')
    const anna = await TcmpClient.hello(service, token, connectRequest(token, 'visit'))
    await waitFor('busy', () => anna.frames.some(({ retryAfter, type }) => type === 'busy' && retryAfter === 10))
    anna.frame({ type: 'hello', id: '2', timeout: 5_000, version: 2, body: connectRequest(token, 'visit') })
    await anna.heard('connected')
    const over = service.faults.busy({ retryAfter: -1 })
    const ben = await TcmpClient.hello(service, token, connectRequest(token, 'visit'))
    await waitFor('busy', () => ben.frames.some(({ type }) => type === 'busy'))
    over()
    await TcmpClient.join(service, 'cleo')
  })

  test('a page that is never welcomed says hello again and is in, once, when it is', async () => {
    await start()
    const release = service.faults.holdJoins()
    const token = await service.token('anna')
    const first = connectRequest(token, 'visit')
    const anna = await TcmpClient.hello(service, token, first)
    await anna.received()
    release()
    anna.frame({ type: 'hello', id: '2', timeout: 5_000, version: 2, body: first })
    anna.frame({ type: 'hello', id: '3', timeout: 5_000, version: 2, body: first })
    await anna.heard('connected')
    await waitFor('both answers', () => anna.frames.filter(({ type }) => type === 'welcome').length === 2)
    expect(present()).toEqual(['anna'])
  })

  test('an expired token is noticed by whoever comes back', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    service.faults.expireTokens({ identity: 'anna' })
    service.faults.dropSignaling()
    const again = await anna.again(service, { waits: false })
    expect((await again.heard('error')).code).toBe(20104)
    await ben.again(service)
    await TcmpClient.join(service, 'anna', { token: await service.token('anna', { lifetime: 60 }) })
  })
})

describe('being out', () => {
  test('a leave is told with the end of the connection', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna', { tracks: [camera] })
    const ben = await TcmpClient.join(service, 'ben')
    const pair = ben.joined.peer_connections?.[0]?.id
    anna.leave()
    const told = await ben.heard('update', ({ participants }) =>
      participants?.some(({ state }) => state === 'disconnected'),
    )
    expect(told).toMatchObject({
      participants: [{ sid: anna.sid, tracks: [] }],
      subscribed: { tracks: [] },
      peer_connections: [{ id: pair, description: { type: 'close' } }],
    })
    expect(present()).toEqual(['ben'])
  })

  test.each(['disconnected', 'close-1000', { error: 53204 }] as const)('kicked: %o', async (how) => {
    await start({ kick: how })
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    service.faults.kick({ room: 'visit', identity: 'anna' })
    await waitFor('ben to be told', () => ben.sees(anna.sid)?.state === 'disconnected')
    if (how === 'close-1000') await waitFor('the close', () => anna.closeCode === 1000)
    else if (how === 'disconnected') expect((await anna.heard('disconnected')).status).not.toBe('completed')
    else expect((await anna.heard('error')).code).toBe(how.error)
  })

  test('who joins with the same identity puts the older one out', async () => {
    await start()
    const ben = await TcmpClient.join(service, 'ben')
    const older = await TcmpClient.join(service, 'anna')
    const newer = await TcmpClient.join(service, 'anna')
    expect((await older.heard('error')).code).toBe(53205)
    await waitFor('ben to be told of both', () => ben.sees(older.sid)?.state === 'disconnected' && ben.sees(newer.sid))
    expect(present()).toEqual(['ben', 'anna'])
  })

  test('a completed room: all are told, none of a leave, and the name is free', async () => {
    await start()
    const anna = await TcmpClient.join(service, 'anna')
    const ben = await TcmpClient.join(service, 'ben')
    service.faults.completeRoom('visit')
    for (const client of [anna, ben]) expect((await client.heard('disconnected')).status).toBe('completed')
    expect(ben.sees(anna.sid)).toMatchObject({ state: 'connected' })
    expect(await refusal(await service.token('anna'), anna.joined.sid)).toBe(53118)
    const again = await ben.again(service, { waits: false })
    expect((await again.heard('disconnected')).status).toBe('completed')
    expect((await TcmpClient.join(service, 'anna')).joined.sid).not.toBe(anna.joined.sid)
  })

  test('an empty room ends, and so does a stay that is too long', async () => {
    await start({ minuteMs: 2 })
    const anna = await TcmpClient.join(service, 'anna')
    const room = service.rooms.find('visit')
    anna.leave()
    await waitFor('the room to end', () => room?.endedAt)
    const ben = await TcmpClient.join(service, 'ben')
    // 240 minutes
    expect((await ben.heard('error')).code).toBe(53216)
  })
})

test('recording, and a warning that it gets no media', async () => {
  await start()
  const anna = await TcmpClient.join(service, 'anna', { tracks: [camera] })
  service.signals.recording('visit', true)
  const told = await anna.heard('update', ({ recording }) => recording)
  expect(told.recording).toEqual({ is_recording: true, revision: 2 })
  service.signals.recordingWarning({ identity: 'anna' }, true, 'video')
  const { states } = await anna.heard('warning')
  expect(Object.values(states.tracks)).toEqual([{ recordings: 'NO_MEDIA' }])
})

test('two stand-ins know nothing of each other', async () => {
  await start()
  const other = await startTwilio()
  await TcmpClient.join(service, 'anna')
  expect(other.rooms.all).toEqual([])
  const token = await service.token('anna')
  const stranger = await TcmpClient.hello(other, token, connectRequest(token, 'visit'))
  expect((await stranger.heard('error')).code).toBe(20103)
  await other.stop()
})
