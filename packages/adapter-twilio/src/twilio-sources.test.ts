import type { Room } from 'twilio-video'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeMediaStream, FakeMediaTrack, FakeRoom, fakeTwilio } from './testing/fake-twilio.ts'
import type { TwilioSdk } from './twilio-sdk.ts'
import { createTwilioSources, type TwilioSources } from './twilio-sources.ts'

let room: FakeRoom
let twilio: ReturnType<typeof fakeTwilio>
let sources: TwilioSources
beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeMediaStream)
  room = new FakeRoom()
  twilio = fakeTwilio()
  sources = createTwilioSources(twilio.sdk as unknown as TwilioSdk, room as unknown as Room)
})
afterEach(() => vi.unstubAllGlobals())

type Wanted = Parameters<TwilioSources['setSource']>[0]
const set = (source: Wanted, track: FakeMediaTrack | null, muted = false) =>
  sources.setSource(source, { track: track as unknown as MediaStreamTrack, muted })
const live = (...tracks: FakeMediaTrack[]) =>
  tracks.flatMap(({ family }) => family).filter(({ readyState }) => readyState === 'live')
const only = () => {
  const [local, ...more] = twilio.localTracks
  if (!local || more.length > 0) throw new Error(`${twilio.localTracks.length} tracks were made`)
  return local
}
const names = () => [...room.localParticipant.tracks.values()].map(({ trackName }) => trackName)

test('a source is published under its name, of a clone of what core gave', async () => {
  const camera = new FakeMediaTrack('video')
  await set('camera', camera)
  expect(names()).toEqual([expect.stringMatching(/^camera:[a-z0-9]+:1$/)])
  expect(only().mediaStreamTrack).not.toBe(camera)
  expect(only().sent).toMatchObject({ enabled: true, readyState: 'live' })
  expect(sources.sourceOf(`MT-${names()[0]}`)).toBe('camera')
  expect(sources.sourceOf('MT-other')).toBeUndefined()
})

test('mute goes through the SDK, so that what is sent is silent, and everything stays open', async () => {
  const voice = new FakeMediaTrack('audio')
  await set('microphone', voice)
  await set('microphone', voice, true)
  expect(only().sent).toMatchObject({ enabled: false, readyState: 'live' })
  await set('microphone', voice)
  expect(only()).toMatchObject({ sent: { enabled: true }, told: [false, true] })
})

test('a flag that somebody else has set does not keep the mute from what is sent', async () => {
  const voice = new FakeMediaTrack('audio')
  await set('microphone', voice)
  const local = only()
  local.mediaStreamTrack.enabled = false
  // What the SDK alone would do here is nothing.
  expect(local.sent?.enabled).toBe(true)
  await set('microphone', voice, true)
  expect(local.sent?.enabled).toBe(false)
  expect(local.told.at(-1)).toBe(false)
})

test('a track that comes disabled is live when it is wanted live', async () => {
  const voice = new FakeMediaTrack('audio')
  voice.enabled = false
  await set('microphone', voice)
  expect(only().sent?.enabled).toBe(true)
})

test('off ends every track there is, the publication stays, and on again is the same one', async () => {
  const first = new FakeMediaTrack('video')
  await set('camera', first)
  await set('camera', null)
  expect(live(first)).toEqual([])
  expect(only().told).toEqual([false])
  expect(names()).toHaveLength(1)

  const second = new FakeMediaTrack('video')
  await set('camera', second)
  expect(only().sent).toMatchObject({ enabled: true, readyState: 'live' })
  expect(second.family).toContain(only().sent)
  expect(only().told).toEqual([false, true])
})

test('another track takes the place of the last one, which ends', async () => {
  const [first, second] = [new FakeMediaTrack('video'), new FakeMediaTrack('video')]
  await set('camera', first)
  await set('camera', second)
  expect(live(first)).toEqual([])
  expect(second.family).toContain(only().sent)
  expect(only().told).toEqual([])
})

test('while muted another track is not given to the SDK, whose clone of it could be enabled', async () => {
  const [first, second] = [new FakeMediaTrack('audio'), new FakeMediaTrack('audio')]
  await set('microphone', first)
  await set('microphone', second, true)
  expect(live(first)).toEqual([])
  expect(second.family).toEqual([second])
  await set('microphone', second)
  expect(only()).toMatchObject({ sent: { enabled: true, readyState: 'live' }, told: [false, true] })
})

test('a camera that was never live is not published while it is muted', async () => {
  const camera = new FakeMediaTrack('video')
  await set('camera', camera, true)
  expect(names()).toEqual([])
  await set('camera', camera)
  expect(only().sent?.enabled).toBe(true)
})

test('an own track that is muted is published so, and nothing of it gets out', async () => {
  const ecg = new FakeMediaTrack('video')
  await set('custom:ecg', ecg, true)
  expect(names()).toEqual([expect.stringMatching(/^custom:ecg:/)])
  expect(only().sent?.enabled).toBe(false)
})

test('a screen that ends is unpublished, and the next one has another name', async () => {
  const first = new FakeMediaTrack('video')
  await set('screen', first)
  const [before] = names()
  await set('screen', null)
  expect([names(), live(first)]).toEqual([[], []])
  await set('screen', new FakeMediaTrack('video'))
  expect(names()).toHaveLength(1)
  expect(names()[0]).not.toBe(before)
})

test('a track that is refused is ended, and the next attempt is a new one', async () => {
  const refusal = { code: 53305 }
  room.localParticipant.refusal = refusal
  const first = new FakeMediaTrack('video')
  await expect(set('camera', first)).rejects.toBe(refusal)
  expect(live(first)).toEqual([])
  room.localParticipant.refusal = null
  await set('camera', new FakeMediaTrack('video'))
  expect(names()).toEqual([expect.stringMatching(/^camera:[a-z0-9]+:2$/)])
})

test('a restart that fails leaves nothing that looks live', async () => {
  const first = new FakeMediaTrack('video')
  await set('camera', first)
  const dead = new FakeMediaTrack('video')
  dead.stop()
  await expect(set('camera', dead)).rejects.toThrow('ended')
  expect(only().told.at(-1)).toBe(false)
  expect(live(first, dead)).toEqual([])
})

test('a publication that Twilio has not confirmed when the session ends is given up', async () => {
  vi.spyOn(room.localParticipant, 'publishTrack').mockReturnValue(new Promise(() => {}))
  const camera = new FakeMediaTrack('video')
  const published = set('camera', camera)
  await new Promise((resolve) => setTimeout(resolve, 0))
  room.end({ code: 53001 })
  await expect(published).rejects.toMatchObject({ code: 'connection-lost', provider: 'twilio' })
  expect(live(camera)).toEqual([])
})

test('the end of a session ends every track', async () => {
  const [camera, voice] = [new FakeMediaTrack('video'), new FakeMediaTrack('audio')]
  await set('camera', camera)
  await set('microphone', voice, true)
  sources.end()
  expect(live(camera, voice)).toEqual([])
})

test('whoever may not publish does not', async () => {
  sources = createTwilioSources(twilio.sdk as unknown as TwilioSdk, room as unknown as Room, false)
  const camera = new FakeMediaTrack('video')
  await expect(set('camera', camera)).rejects.toMatchObject({ code: 'forbidden' })
  expect([names(), live(camera)]).toEqual([[], []])
  await set('camera', null)
})
