import { describe, expect, it, vi } from 'vitest'
import type { Capabilities, TraitName } from '../adapter/capability.ts'
import { createTelevid } from '../televid.ts'
import { FakeAdapter } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'

function setUp({ lacks = [], permissions }: { lacks?: readonly TraitName[]; permissions?: readonly 'join'[] } = {}) {
  const capabilities: Partial<Capabilities> = Object.fromEntries(lacks.map((name) => [name, { support: 'none' }]))
  const fake = new FakeAdapter({ capabilities })
  const environment = new FakeMediaEnvironment()
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants: () => fakeGrant(permissions && { permissions }),
    clock: new FakeClock(),
    mediaEnvironment: environment,
  })
  return { devices: environment.devices, fake, room: televid.room('visit-7f3a91') }
}

describe('a source the provider has not', () => {
  it('opens no picker for a screen', async () => {
    const { devices, fake, room } = setUp({ lacks: ['screenShare'] })
    await room.join()
    await expect(room.local.screen.enable()).rejects.toMatchObject({ code: 'unsupported', provider: 'fake' })
    expect(room.snapshot.self.screen).toMatchObject({ state: 'off', error: { code: 'unsupported' } })
    expect(devices.calls).toEqual([])
    expect(fake.calls).toEqual(['join'])
  })

  it('shares a screen without sound where it has no sound of screens', async () => {
    const { devices, fake, room } = setUp({ lacks: ['screenAudio'] })
    await room.join()
    await room.local.screen.enable()
    expect(devices.calls).toEqual([{ video: {}, audio: false }])
    expect([...fake.sources.keys()]).toEqual(['screen'])
  })

  it('opens no picker where sound is asked for in so many words', async () => {
    const { devices, room } = setUp({ lacks: ['screenAudio'] })
    await room.join()
    await expect(room.local.screen.enable({ audio: true })).rejects.toMatchObject({ code: 'unsupported' })
    expect(devices.calls).toEqual([])
  })

  it('takes no custom track, and leaves the app its own', async () => {
    const { devices, fake, room } = setUp({ lacks: ['customTracks'] })
    await room.join()
    const track = devices.createTrack('video')
    await expect(room.local.custom('scope').publish(track)).rejects.toMatchObject({ code: 'unsupported' })
    expect(fake.calls).toEqual(['join'])
    expect(devices.liveTracks).toEqual([track])
  })

  it('goes off with the reason when it was on before joining', async () => {
    const { devices, fake, room } = setUp({ lacks: ['screenShare', 'screenAudio'] })
    await room.local.screen.enable()
    await room.join()
    await vi.waitFor(() => expect(room.snapshot.self.screen.error?.code).toBe('unsupported'))
    await vi.waitFor(() => expect(devices.liveTracks).toEqual([]))
    expect(fake.calls).toEqual(['join'])
  })

  it('can be tried before joining and after leaving', async () => {
    const { room } = setUp({ lacks: ['screenShare'] })
    await room.local.screen.enable()
    await room.local.screen.disable()
    await room.join()
    await room.leave()
    await room.local.screen.enable()
    expect(room.snapshot.self.screen.state).toBe('live')
  })
})

it('opens no device for a role that may not publish', async () => {
  const { devices, room } = setUp({ permissions: ['join'] })
  await room.join()
  await expect(room.local.camera.enable()).rejects.toMatchObject({ code: 'forbidden' })
  expect(devices.calls).toEqual([])
})
