import { describe, expect, it, vi } from 'vitest'
import type { FacetName } from '../adapter/capability.ts'
import { TelevidError } from '../error/televid-error.ts'
import { createTelevid } from '../televid.ts'
import { FakeAdapter } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import type { RoomOptions } from './room-options.ts'

function setUp(has: readonly FacetName[], options: RoomOptions = {}) {
  const capabilities = Object.fromEntries(has.map((name) => [name, { support: 'native' }]))
  const fake = new FakeAdapter({ capabilities })
  const clock = new FakeClock()
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants: () => fakeGrant({ displayName: 'Ana' }),
    clock,
    mediaEnvironment: new FakeMediaEnvironment(),
  })
  return { clock, fake, room: televid.room('visit-7f3a91', options) }
}

const key = new Uint8Array(32).fill(7)
const otherKey = new Uint8Array(32).fill(8)

describe('encryption', () => {
  it('gives the key of the app to the adapter with the join, and asks again for the next join', async () => {
    const keys = [key, otherKey]
    const { fake, room } = setUp(['encryption'], { encryption: { key: async () => keys.shift() ?? key } })
    await room.join()
    expect(fake.keys).toEqual([key])
    await room.leave()
    await room.join()
    expect(fake.keys).toEqual([key, otherKey])
  })

  it('joins in the clear when no encryption is asked for', async () => {
    const { fake, room } = setUp(['encryption'])
    await room.join()
    expect(fake.keys).toEqual([])
    await expect(room.encryption.setKey(key)).rejects.toMatchObject({ code: 'invalid-state' })
  })

  it('fails the join where the provider has none, before it is contacted', async () => {
    const ask = vi.fn(() => key)
    const { fake, room } = setUp([], { encryption: { key: ask } })
    await expect(room.join()).rejects.toMatchObject({ code: 'unsupported', provider: 'fake' })
    expect(fake.joins).toBe(0)
    expect(ask).not.toHaveBeenCalled()
    expect(room.snapshot.connection.state).toBe('disconnected')
  })

  it('joins in the clear where it is not required, and says so', async () => {
    const { fake, room } = setUp([], { encryption: { key: () => key, required: false } })
    await room.join()
    expect(fake.keys).toEqual([])
    expect(room.supports('encryption')).toBe(false)
    await expect(room.encryption.setKey(key)).rejects.toMatchObject({ code: 'unsupported' })
  })

  it.each([['text' as unknown as Uint8Array], [new Uint8Array(15)]])(
    'refuses a key that is not one: %s',
    async (bad) => {
      const { fake, room } = setUp(['encryption'], { encryption: { key: () => bad } })
      await expect(room.join()).rejects.toMatchObject({ code: 'invalid-argument' })
      expect(fake.joins).toBe(0)
    },
  )

  it('fails the join with what the app throws', async () => {
    const { room } = setUp(['encryption'], {
      encryption: { key: () => Promise.reject(new TelevidError('forbidden', 'No key for you.')) },
    })
    await expect(room.join()).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('gives up a key that does not come', async () => {
    const { clock, fake, room } = setUp(['encryption'], { encryption: { key: () => new Promise(() => {}) } })
    const joined = room.join({ timeoutMs: 1000 })
    joined.catch(() => {})
    await Promise.resolve()
    await clock.advance(1000)
    await expect(joined).rejects.toMatchObject({ code: 'timeout' })
    expect(fake.joins).toBe(0)
  })

  it('changes the key', async () => {
    const { fake, room } = setUp(['encryption'], { encryption: { key: () => key } })
    await expect(room.encryption.setKey(key)).rejects.toMatchObject({ code: 'invalid-state' })
    await room.join()
    await expect(room.encryption.setKey(new Uint8Array(1))).rejects.toMatchObject({ code: 'invalid-argument' })
    await room.encryption.setKey(otherKey)
    expect(fake.keys).toEqual([key, otherKey])
    await room.leave()
    await expect(room.encryption.setKey(key)).rejects.toMatchObject({ code: 'invalid-state' })
  })
})

describe('captions', () => {
  const caption = {
    type: 'caption-received',
    caption: 'c1',
    participant: 'self',
    text: 'Good day',
    final: true,
  } as const

  it('come between start and stop, and not outside', async () => {
    const { fake, room } = setUp(['captions'])
    const texts: string[] = []
    room.on('captionReceived', ({ text }) => texts.push(text))
    await room.join()
    fake.report(caption)
    await room.captions.start({ language: 'de-DE' })
    fake.report({ ...caption, text: 'Yes' })
    const stopped = room.captions.stop()
    fake.report({ ...caption, text: 'No more' })
    await stopped
    expect(texts).toEqual(['Yes'])
    expect(fake.calls).toEqual(['join', 'captions start de-DE', 'captions stop'])
  })

  it('are off again after a failed start, and in the next call', async () => {
    const { fake, room } = setUp(['captions'])
    const texts: string[] = []
    room.on('captionReceived', ({ text }) => texts.push(text))
    await room.join()
    fake.failNext('captions', new Error('no'))
    await expect(room.captions.start()).rejects.toMatchObject({ code: 'vendor' })
    fake.report(caption)
    await room.captions.start()
    await room.leave()
    await room.join()
    fake.report(caption)
    expect(texts).toEqual([])
  })

  it('are refused without a call, and where the provider has none', async () => {
    const { room } = setUp([])
    await expect(room.captions.start()).rejects.toMatchObject({ code: 'invalid-state' })
    await room.join()
    await expect(room.captions.start()).rejects.toMatchObject({ code: 'unsupported' })
    await room.captions.stop()
  })
})

describe('the own profile', () => {
  it('is changed at the provider and in the snapshot', async () => {
    const { fake, room } = setUp(['profile'])
    const names: (string | undefined)[] = []
    room.on('selfChanged', ({ displayName }) => names.push(displayName))
    await room.join()
    await room.updateProfile({ displayName: 'Dr. Ana', metadata: '{"muted":true}' })
    expect(fake.calls).toEqual(['join', 'profile {"displayName":"Dr. Ana","metadata":"{\\"muted\\":true}"}'])
    await room.updateProfile({ metadata: '' })
    expect(names).toEqual(['Ana', 'Dr. Ana'])
    expect(room.snapshot.self.displayName).toBe('Dr. Ana')
  })

  it('stays when the provider refuses', async () => {
    const { fake, room } = setUp(['profile'])
    await room.join()
    fake.failNext('profile', new TelevidError('forbidden', 'Not you.'))
    await expect(room.updateProfile({ displayName: 'Bob' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(room.snapshot.self.displayName).toBe('Ana')
  })

  it('is refused without a call, and where the provider has none', async () => {
    const { room } = setUp([])
    await expect(room.updateProfile({ displayName: 'Bob' })).rejects.toMatchObject({ code: 'invalid-state' })
    await room.join()
    await expect(room.updateProfile({ displayName: 'Bob' })).rejects.toMatchObject({ code: 'unsupported' })
  })
})
