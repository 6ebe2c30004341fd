import { describe, expect, it, vi } from 'vitest'
import { TelevidError } from '../error/televid-error.ts'
import { createTelevid } from '../televid.ts'
import { FakeAdapter, type FakeAdapterOptions } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'
import type { FakeMediaDevicesOptions } from '../testing/fake-media-devices.ts'
import { FakeMediaElement, FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { FakeMediaStreamTrack } from '../testing/fake-media-devices-track.ts'

function setUp(
  options: {
    readonly adapter?: FakeAdapterOptions
    readonly devices?: FakeMediaDevicesOptions
    readonly permissions?: readonly 'join'[]
  } = {},
) {
  const fake = new FakeAdapter(options.adapter)
  const environment = new FakeMediaEnvironment(options.devices)
  const { permissions } = options
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants: () => fakeGrant(permissions === undefined ? {} : { permissions }),
    clock: new FakeClock(),
    mediaEnvironment: environment,
  })
  const room = televid.room('visit-7f3a91')
  const stateOf = (source: 'camera' | 'microphone') => room.snapshot.self[source].state
  return { fake, environment, room, stateOf }
}

/** A remote track as an adapter would hand it over. */
function remoteTrack(environment: FakeMediaEnvironment, kind: 'audio' | 'video'): MediaStreamTrack {
  return environment.devices.createTrack(kind)
}

const element = (environment: FakeMediaEnvironment) =>
  new FakeMediaElement(environment) as unknown as HTMLMediaElement & FakeMediaElement

it('keeps the identity of devices that did not change', async () => {
  const { environment, room } = setUp()
  await room.local.devices.list()
  const before = room.snapshot.devices
  expect(before.length).toBeGreaterThan(1)
  await room.local.devices.list()
  expect(room.snapshot.devices).toBe(before)
  environment.devices.plug({ deviceId: 'new-one', kind: 'videoinput', label: '' })
  await vi.waitFor(() => expect(room.snapshot.devices).toHaveLength(before.length + 1))
  expect(before.every((device) => room.snapshot.devices.includes(device))).toBe(true)
})

describe('camera and microphone', () => {
  it('are asked for at once, published, and released by leave', async () => {
    const { environment, fake, room, stateOf } = setUp()
    await room.join({ camera: true, microphone: true })
    await vi.waitFor(() => expect([stateOf('camera'), stateOf('microphone')]).toEqual(['live', 'live']))
    expect(environment.devices.calls).toHaveLength(1)
    expect(fake.sources.get('camera')?.track?.readyState).toBe('live')
    await room.leave()
    expect(environment.devices.liveTracks).toEqual([])
    expect([stateOf('camera'), stateOf('microphone')]).toEqual(['off', 'off'])
  })

  it('tells the provider before the light goes off, and ends every descendant', async () => {
    const { environment, fake, room, stateOf } = setUp()
    await room.join({ camera: true })
    await vi.waitFor(() => expect(stateOf('camera')).toBe('live'))
    const published = fake.sources.get('camera')?.track
    await room.local.camera.disable()
    expect(fake.calls.filter((call) => call.startsWith('setSource'))).toEqual([
      'setSource camera on',
      'setSource camera off',
    ])
    expect(published?.readyState).toBe('ended')
    expect(environment.devices.liveTracks).toEqual([])
  })

  it('do not fail the join when they fail', async () => {
    const { environment, room } = setUp()
    environment.devices.fail('video', 'NotAllowedError')
    await room.join({ camera: true })
    await vi.waitFor(() => expect(room.snapshot.self.camera.error?.code).toBe('permission-denied'))
    expect(room.snapshot.connection.state).toBe('connected')
  })

  it.each(['room-ended', 'removed', 'connection-lost'] as const)(
    'are released when the session ends with %s',
    async (reason) => {
      const { environment, fake, room, stateOf } = setUp()
      await room.join({ camera: true })
      await vi.waitFor(() => expect(stateOf('camera')).toBe('live'))
      fake.endsSession(reason)
      await vi.waitFor(() => expect(environment.devices.liveTracks).toEqual([]))
    },
  )

  it('work before joining, and are published by the join', async () => {
    const { fake, room } = setUp()
    await room.local.camera.enable()
    expect(fake.sources.size).toBe(0)
    await room.join()
    await vi.waitFor(() => expect(fake.sources.get('camera')?.track).toBeTruthy())
  })

  it('are not published by a role that may not', async () => {
    const { environment, fake, room } = setUp({ permissions: ['join'] })
    await room.join()
    await expect(room.local.camera.enable()).rejects.toMatchObject({ code: 'forbidden' })
    expect(fake.sources.get('camera')?.track ?? null).toBeNull()
    expect(environment.devices.liveTracks).toEqual([])
  })

  it('go off with the reason when the provider turns them off', async () => {
    const { environment, fake, room, stateOf } = setUp()
    await room.join({ camera: true })
    await vi.waitFor(() => expect(stateOf('camera')).toBe('live'))
    fake.report({ type: 'source-refused', source: 'camera', cause: new TelevidError('forbidden', 'Muted by a host.') })
    await vi.waitFor(() => expect(stateOf('camera')).toBe('off'))
    expect(room.snapshot.self.camera.error?.code).toBe('forbidden')
    expect(environment.devices.liveTracks).toEqual([])
  })

  it('turn off in audio-only mode and come back after it', async () => {
    const { room, stateOf } = setUp()
    await room.join({ camera: true })
    await vi.waitFor(() => expect(stateOf('camera')).toBe('live'))
    room.setAudioOnly(true)
    await vi.waitFor(() => expect(stateOf('camera')).toBe('off'))
    room.setAudioOnly(false)
    await vi.waitFor(() => expect(stateOf('camera')).toBe('live'))
  })
})

describe('remote media', () => {
  it('plays each voice once, and nothing after the end', async () => {
    const { environment, fake, room } = setUp()
    await room.join()
    const voice = remoteTrack(environment, 'audio')
    const remote = fake.remoteJoins('ana')
    remote.publishes('microphone', voice)
    remote.present()
    expect([...environment.audioElements].map(({ track }) => track)).toEqual([voice])
    await room.leave()
    expect(environment.audioElements.size).toBe(0)
  })

  it('plays none where the SDK does it', async () => {
    const { environment, fake, room } = setUp({ adapter: { capabilities: { audioPlayback: 'adapter' } } })
    await room.join()
    fake.remoteJoins('ana').publishes('microphone', remoteTrack(environment, 'audio'))
    expect(environment.audioElements.size).toBe(0)
  })

  it('tells that sound is blocked, until it is resumed', async () => {
    const { environment, fake, room } = setUp()
    environment.autoplayBlocked = true
    await room.join()
    fake.remoteJoins('ana').publishes('microphone', remoteTrack(environment, 'audio'))
    await vi.waitFor(() => expect(room.snapshot.audio.blocked).toBe(true))
    environment.autoplayBlocked = false
    await room.audio.resume()
    expect(room.snapshot.audio.blocked).toBe(false)
  })

  it('follows a replaced track in the same element, and clears it when its owner leaves', async () => {
    const { environment, fake, room } = setUp()
    await room.join()
    const remote = fake.remoteJoins('ana')
    const first = remote.publishes('camera', remoteTrack(environment, 'video'))
    const video = element(environment)
    room.participants[0]?.tracks[0]?.attach(video)
    expect(video.track).not.toBeNull()
    const next = remoteTrack(environment, 'video')
    remote.publishes('camera', next)
    remote.unpublishes(first)
    expect(video.track).toBe(next)
    fake.remoteLeaves(remote)
    expect(video.track).toBeNull()
  })

  it('shows nothing of a track the app does not want', async () => {
    const { environment, fake, room } = setUp()
    await room.join()
    fake.remoteJoins('ana').publishes('camera', remoteTrack(environment, 'video'))
    const [track] = room.participants[0]?.tracks ?? []
    const video = element(environment)
    track?.attach(video)
    await track?.setSubscribed(false)
    expect([video.track, track?.subscribed]).toEqual([null, false])
    await track?.setSubscribed(true)
    expect([video.track instanceof FakeMediaStreamTrack, track?.subscribed]).toEqual([true, true])
  })
})
