import { type Fact, TelevidError } from '@televid/core/adapter'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeParticipant, type FakePublication, FakeRoom, fakeTwilio } from './testing/fake-twilio.ts'
import { twilioAdapter } from './twilio-adapter.ts'
import { twilioCapabilities } from './twilio-capabilities.ts'

const { fake } = vi.hoisted(() => ({ fake: { current: null as unknown } }))
vi.mock('twilio-video', () => ({
  get default() {
    return fake.current
  },
}))

let twilio: ReturnType<typeof fakeTwilio>
let facts: Fact[]
beforeEach(() => {
  twilio = fakeTwilio()
  fake.current = twilio.sdk
  facts = []
})

const credentials = { token: 'a token', wsServer: 'ws://127.0.0.1:1/signaling' }
const join = (more: object = {}, signal = new AbortController().signal) =>
  twilioAdapter.join(
    {
      grant: {
        provider: 'twilio',
        room: 'visit-1',
        identity: 'anna',
        role: 'guest',
        expiresAt: Date.now() + 60_000,
        credentials: { ...credentials, ...more },
      },
      signal,
    },
    (fact) => facts.push(fact),
  )
const connecting = () => vi.waitUntil(() => twilio.connects[0])
async function joined(room = new FakeRoom(), more: object = {}) {
  const session = join(more)
  ;(await connecting()).resolve(room)
  return { room, session: await session }
}
const publication = (sid: string, changes: Partial<FakePublication> = {}): FakePublication => ({
  trackSid: sid,
  trackName: 'camera:k:1',
  kind: 'video',
  isTrackEnabled: true,
  track: null,
  ...changes,
})
const media = (name: string) => ({ mediaStreamTrack: name, isSwitchedOff: false, kind: 'video' })
const told = <T extends Fact['type']>(type: T) =>
  facts.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type)
const states = () => told('connection-changed')
const next = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('joining', () => {
  test('nothing is captured by the SDK, nothing goes to Insights, and pictures are switched off by hand only', async () => {
    await joined()
    const { options, token } = await connecting()
    expect(token).toBe('a token')
    expect(options).toMatchObject({
      name: 'visit-1',
      automaticSubscription: true,
      bandwidthProfile: { video: { clientTrackSwitchOffControl: 'manual', contentPreferencesMode: 'manual' } },
      networkQuality: { local: 1, remote: 1 },
      insights: false,
      rtcConfiguration: {},
      wsServer: credentials.wsServer,
    })
    // A list of ours: without one the SDK opens camera and microphone.
    expect((options.tracks as { name: string; options: object }[]).map(({ name, options }) => [name, options])).toEqual(
      [
        ['televid:reliable', { logLevel: 'off' }],
        ['televid:lossy', { logLevel: 'off', ordered: false, maxRetransmits: 0 }],
      ],
    )
    expect(options).not.toHaveProperty('region')
  })

  test('what the grant says reaches the SDK', async () => {
    const iceServers = [{ urls: 'turn:turn.test' }]
    await joined(new FakeRoom(), { room: 'RM1', region: 'de1', iceTransportPolicy: 'relay', iceServers })
    expect(twilio.connects[0]?.options).toMatchObject({
      name: 'RM1',
      region: 'de1',
      rtcConfiguration: { iceTransportPolicy: 'relay', iceServers },
    })
  })

  test('an abort cancels the promise of the SDK itself', async () => {
    const controller = new AbortController()
    const session = join({}, controller.signal).catch(({ message }) => message)
    const call = await connecting()
    controller.abort()
    expect([await session, call.canceled]).toEqual(['Canceled', true])
  })

  test('a room that comes in the turn of the abort is left', async () => {
    const controller = new AbortController()
    const session = join({}, controller.signal)
    const call = await connecting()
    const room = new FakeRoom()
    call.resolve(room)
    controller.abort()
    await expect(session).rejects.toThrow()
    expect(room.state).toBe('disconnected')
    expect(facts).toEqual([])
  })

  test('a session that ended meanwhile is refused', async () => {
    const room = new FakeRoom()
    room.end(null)
    expect(await joined(room).catch((error) => TelevidError.isInstance(error) && error.code)).toBe('connection-lost')
  })
})

describe('the roster', () => {
  test('who was there, and what they publish, is told with no event, before anything later', async () => {
    const ben = new FakeParticipant(
      'PA1',
      'ben',
      publication('MT1', { track: media('picture') }),
      publication('MT2', { trackName: 'microphone:k:2', kind: 'audio', isTrackEnabled: false }),
      publication('MT3', { trackName: 'televid:reliable', kind: 'data' }),
    )
    const { room } = await joined(new FakeRoom(ben))
    expect(facts).toEqual([
      { type: 'participant-present', participant: 'PA1', identity: 'ben', vendor: { sid: 'PA1' } },
      expect.objectContaining({
        type: 'track-present',
        track: 'MT1',
        source: 'camera',
        muted: false,
        media: 'picture',
      }),
      expect.objectContaining({ type: 'track-present', track: 'MT2', source: 'microphone', muted: true, media: null }),
      { type: 'quality-changed', participant: 'PA1', quality: { unified: null, raw: null } },
      { type: 'quality-changed', participant: 'self', quality: { unified: null, raw: null } },
      { type: 'roster-synced', present: ['PA1'] },
    ])
    facts = []
    const [one] = ben.tracks.values()
    room.emit('trackSubscribed', {}, { ...one }, ben)
    expect(facts).toHaveLength(1)
  })

  test('the tracks somebody comes with are told, and theirs are gone before they are', async () => {
    const { room } = await joined()
    facts = []
    const ben = new FakeParticipant('PA1', 'ben', publication('MT1'))
    room.arrive(ben)
    room.depart(ben)
    expect(facts.map(({ type }) => type)).toEqual([
      'participant-present',
      'track-present',
      'quality-changed',
      'track-gone',
      'participant-gone',
    ])
  })

  test('mute, switching off and a lost subscription are the same track in another state', async () => {
    const track = media('picture')
    const one = publication('MT1', { track })
    const ben = new FakeParticipant('PA1', 'ben', one)
    const { room } = await joined(new FakeRoom(ben))
    const last = () => told('track-present').at(-1)
    one.isTrackEnabled = false
    room.emit('trackDisabled', one, ben)
    expect(last()).toMatchObject({ track: 'MT1', muted: true, paused: false })
    one.isTrackEnabled = true
    room.emit('trackEnabled', one, ben)
    track.isSwitchedOff = true
    room.emit('trackSwitchedOff', track, one, ben)
    expect(last()).toMatchObject({ track: 'MT1', muted: false, paused: true, media: 'picture' })
    one.track = null
    room.emit('trackUnsubscribed', track, one, ben)
    expect(last()).toMatchObject({ track: 'MT1', media: null })
    room.emit('trackUnpublished', one, ben)
    room.emit('trackUnsubscribed', track, one, ben)
    expect(facts.at(-1)).toEqual({ type: 'track-gone', track: 'MT1' })
  })

  test('of a page without the adapter the first audio is the microphone, and it stays so', async () => {
    const first = publication('MT1', { trackName: '0b7c', kind: 'audio' })
    const second = publication('MT2', { trackName: 'music', kind: 'audio' })
    const ben = new FakeParticipant('PA1', 'ben', first, second)
    const { room } = await joined(new FakeRoom(ben))
    const sources = () => told('track-present').map(({ source, track }) => [track, source])
    expect(sources()).toEqual([
      ['MT1', 'microphone'],
      ['MT2', 'custom:music'],
    ])
    room.emit('trackUnpublished', first, ben)
    room.emit('trackDisabled', second, ben)
    expect(sources().at(-1)).toEqual(['MT2', 'custom:music'])
  })

  test('somebody whom a large room dropped and brings back is a new presence with new tracks', async () => {
    const { room } = await joined()
    for (let round = 0; round < 2; round++) {
      const ben = new FakeParticipant('PA1', 'ben', publication('MT1'))
      room.arrive(ben)
      room.depart(ben)
    }
    expect(told('participant-present').map(({ participant }) => participant)).toEqual(['PA1', 'PA1.2'])
    expect(told('track-present').map(({ track }) => track)).toEqual(['MT1', 'MT1.2'])
  })

  test('a track that could not be delivered is a warning', async () => {
    const { room } = await joined()
    room.emit('trackSubscriptionFailed', { code: 53404 }, publication('MT1'))
    expect(told('warning-raised')).toMatchObject([{ code: 'twilio-subscription', raw: { sid: 'MT1', code: 53404 } }])
  })

  test('quality is heard of everybody: of who was here, who came, and oneself', async () => {
    const ben = new FakeParticipant('PA1', 'ben')
    const { room } = await joined(new FakeRoom(ben))
    const cleo = new FakeParticipant('PA2', 'cleo')
    room.arrive(cleo)
    facts = []
    for (const [participant, level] of [
      [ben, 3],
      [cleo, 0],
      [room.localParticipant, 5],
    ] as const) {
      participant.networkQualityLevel = level
      participant.emit('networkQualityLevelChanged', level, null)
    }
    expect(told('quality-changed').map(({ participant, quality }) => [participant, quality.unified])).toEqual([
      ['PA1', 3],
      ['PA2', 0],
      ['self', 5],
    ])
  })
})

describe('the connection', () => {
  test('a reconnect says what is lost, and ends with everybody who is there', async () => {
    const { room } = await joined()
    facts = []
    room.emit('reconnecting', { code: 53001 })
    room.participants.set('PA1', new FakeParticipant('PA1', 'ben'))
    room.emit('reconnected')
    expect(states()).toEqual([
      { type: 'connection-changed', state: 'reconnecting', lost: { unified: 'signaling', raw: 53001 } },
      { type: 'connection-changed', state: 'connected' },
    ])
    expect(facts.at(-1)).toEqual({ type: 'roster-synced', present: ['PA1'] })
  })

  test('what was queued comes after the end, and is not told', async () => {
    const { room } = await joined()
    setTimeout(() => room.emit('reconnecting', { code: 53001 }), 0)
    setTimeout(() => room.emit('reconnected'), 0)
    room.end({ code: 53205 })
    facts = facts.filter(({ type }) => type === 'connection-changed')
    await next()
    await next()
    expect(facts).toEqual([
      { type: 'connection-changed', state: 'disconnected', reason: { unified: 'duplicate-identity', raw: 53205 } },
    ])
  })

  test.each([
    ['a removal, which looks like a leave', null, false, 'unknown', null],
    ['the same', undefined, false, 'unknown', null],
    ['a room that was completed', { code: 53118 }, false, 'room-ended', 53118],
    ['a token that ran out before the way back', { code: 20104 }, true, 'token-expired', 20104],
    ['a page that was away too long', { code: 53204 }, true, 'connection-lost', 53204],
    ['signaling that did not come back', { code: 53001 }, true, 'connection-lost', 53001],
    ['media that did not come back', { code: 53405 }, true, 'media-lost', 53405],
  ] as const)('%s (%j)', async (_, error, reconnecting, unified, raw) => {
    const { room } = await joined()
    if (reconnecting) room.emit('reconnecting', { code: 53001 })
    room.end(error)
    expect(states().at(-1)).toEqual({ type: 'connection-changed', state: 'disconnected', reason: { unified, raw } })
  })

  test('the own leave is at once, may be repeated, and is no news', async () => {
    const { room, session } = await joined()
    session.leaveNow()
    expect(room.state).toBe('disconnected')
    await session.leave()
    expect(states()).toEqual([])
  })
})

test('quality is no news after the end', async () => {
  const { room } = await joined()
  room.end({ code: 53405 })
  facts = []
  room.localParticipant.emit('networkQualityLevelChanged', 0, null)
  expect(facts).toEqual([])
})

describe('levels', () => {
  const report = (parts: object) => ({
    localAudioTrackStats: [],
    localVideoTrackStats: [],
    remoteAudioTrackStats: [],
    remoteVideoTrackStats: [],
    ...parts,
  })

  test('are read of microphones that are on; the own one is left to core', async () => {
    const voice = (sid: string, isTrackEnabled: boolean) =>
      publication(sid, { kind: 'audio', trackName: 'microphone:k:1', isTrackEnabled })
    const room = new FakeRoom(
      new FakeParticipant('PA1', 'ben', voice('MT1', true)),
      new FakeParticipant('PA2', 'cleo', voice('MT2', false)),
    )
    const heard = ['MT1', 'MT2'].map((trackSid) => ({ trackSid, audioLevel: 32_767 }))
    Object.assign(room, { getStats: async () => [report({ remoteAudioTrackStats: heard })] })
    const { session } = await joined(room)
    expect(Object.fromEntries(await session.levels.sample())).toEqual({ PA1: 1, PA2: 0 })
  })
})

test('the SDK makes no function of text as it is loaded, and everybody else may', async () => {
  const { loadTwilioSdk } = await import('./twilio-sdk.ts')
  const intrinsic = globalThis.Function
  const loading = Promise.all([loadTwilioSdk(), loadTwilioSdk()])
  expect(globalThis.Function).not.toBe(intrinsic)
  // As lib/util/dynamicimport.js does; what it makes of it is never called, for want of Krisp.
  const load = new globalThis.Function('url', 'return import(url);')
  await expect(load('x')).rejects.toBeDefined()
  expect(new globalThis.Function('a', 'return a + 1')(1)).toBe(2)
  expect(() => {}).toBeInstanceOf(globalThis.Function)
  await loading
  expect(globalThis.Function).toBe(intrinsic)
})

describe('recording and captions', () => {
  test('a recording that had begun is told, and an end without a beginning is not', async () => {
    const room = new FakeRoom()
    room.isRecording = true
    await joined(room)
    expect(told('recording-changed')).toEqual([{ type: 'recording-changed', active: true }])

    twilio.connects.length = 0
    facts = []
    const { room: other } = await joined()
    other.emit('recordingStopped')
    expect(told('recording-changed')).toEqual([])
    for (const active of [true, true, false]) {
      other.isRecording = active
      other.emit(active ? 'recordingStarted' : 'recordingStopped')
    }
    expect(told('recording-changed').map(({ active }) => active)).toEqual([true, false])
  })

  test('an utterance keeps its key until it is final', async () => {
    const { room } = await joined(new FakeRoom(new FakeParticipant('PA1', 'ben')))
    const say = (transcription: string, partial_results: boolean, participant = 'PA1') =>
      room.emit('transcription', { transcription, partial_results, participant, track: 'MT1', language_code: 'en-US' })
    say('good', true)
    say('good morning', false)
    say('how', true)
    say('hm', false, 'PA-self')
    say('who', true, 'PA-nobody')
    expect(
      told('caption-received').map(({ caption, final, participant, text }) => [caption, participant, text, final]),
    ).toEqual([
      ['PA1.MT1.0', 'PA1', 'good', false],
      ['PA1.MT1.0', 'PA1', 'good morning', true],
      ['PA1.MT1.1', 'PA1', 'how', false],
      ['self.MT1.0', 'self', 'hm', true],
    ])
    expect(told('caption-received')[0]?.language).toBe('en-US')
  })
})

describe('preferences of pictures', () => {
  const video = () => ({
    ...media('picture'),
    said: [] as unknown[],
    switchOff() {
      this.said.push('off')
    },
    switchOn() {
      this.said.push('on')
      return this
    },
    setContentPreferences({ renderDimensions }: { renderDimensions: unknown }) {
      this.said.push(renderDimensions)
    },
  })

  test('a size is told, and one that is not shown is switched off, which is no pause', async () => {
    const track = video()
    const one = publication('MT1', { track })
    const ben = new FakeParticipant('PA1', 'ben', one)
    const { room, session } = await joined(new FakeRoom(ben))
    session.videoPreferences.setPreferred('MT1', { width: 320, height: 180 })
    session.videoPreferences.setPreferred('MT1', null)
    session.videoPreferences.setPreferred('MT9', null)
    expect(track.said).toEqual(['on', { width: 320, height: 180 }, 'off'])
    track.isSwitchedOff = true
    room.emit('trackSwitchedOff', track, one, ben)
    expect(told('track-present').at(-1)).toMatchObject({ track: 'MT1', paused: false })
  })

  test('what was said before the picture came is said when it comes', async () => {
    const one = publication('MT1')
    const ben = new FakeParticipant('PA1', 'ben', one)
    const { room, session } = await joined(new FakeRoom(ben))
    session.videoPreferences.setPreferred('MT1', { width: 320, height: 180 })
    const track = video()
    one.track = track
    room.emit('trackSubscribed', track, one, ben)
    expect(track.said).toEqual(['on', { width: 320, height: 180 }])
  })
})

test('speakers are derived from levels, because Twilio names one person and never oneself', () => {
  expect(twilioCapabilities.activeSpeakers.support).toBe('emulated')
  expect(twilioCapabilities.levels.support).not.toBe('none')
})
