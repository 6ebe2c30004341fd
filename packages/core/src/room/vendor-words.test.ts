import { expect, it, vi } from 'vitest'
import type { Capabilities } from '../adapter/capability.ts'
import type { VideoAdapter } from '../adapter/video-adapter.ts'
import { createTelevid } from '../televid.ts'
import { FakeAdapter } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'

function setUp(capabilities: Partial<Capabilities> = {}, wrap = (adapter: VideoAdapter) => adapter) {
  const fake = new FakeAdapter({ capabilities })
  const clock = new FakeClock()
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: wrap(fake.adapter) }) },
    grants: () => fakeGrant(),
    clock,
    mediaEnvironment: new FakeMediaEnvironment(),
  })
  return { clock, fake, room: televid.room('visit-7f3a91') }
}

it('keeps the word of the vendor beside the recording, also when it stops', async () => {
  const { fake, room } = setUp()
  const told: unknown[] = []
  room.on('recordingChanged', ({ active, raw }) => told.push([active, raw]))
  await room.join()
  fake.report({ type: 'recording-changed', active: true, raw: { id: 'archive-1' } })
  fake.report({ type: 'recording-changed', active: true, raw: 'again' })
  fake.report({ type: 'recording-changed', active: false, raw: 'archiveStopped' })
  expect(told).toEqual([
    [true, { id: 'archive-1' }],
    [false, 'archiveStopped'],
  ])
})

it('keeps the word of the vendor beside a warning', async () => {
  const { fake, room } = setUp()
  const warnings: unknown[] = []
  room.on('warning', (warning) => warnings.push(warning))
  await room.join()
  fake.report({ type: 'warning-raised', code: 'slow', message: 'Slow.', raw: 17 })
  expect(warnings).toEqual([{ code: 'slow', message: 'Slow.', raw: 17 }])
})

it('says that sound is blocked where the SDK plays it, until it plays or the call ends', async () => {
  const { fake, room } = setUp({ audioPlayback: 'adapter' })
  const told: unknown[] = []
  room.on('audioPlaybackChanged', (blocked) => told.push(blocked))
  room.on('disconnected', () => told.push('end'))
  await room.join()
  for (const blocked of [true, true, false, true]) fake.report({ type: 'audio-blocked', blocked })
  expect(room.snapshot.audio.blocked).toBe(true)
  await room.leave()
  expect(told).toEqual([true, false, true, false, 'end'])
})

it('warns of an adapter that keeps the roster back', async () => {
  const { clock, fake, room } = setUp({}, (adapter) => ({
    ...adapter,
    join: (request, sink) => adapter.join(request, (fact) => fact.type === 'roster-synced' || sink(fact)),
  }))
  const codes: string[] = []
  room.on('warning', ({ code }) => codes.push(code))
  const joined = room.join()
  await vi.waitFor(() => expect(fake.joins).toBe(1))
  await vi.waitFor(() => expect(room.capabilities).not.toBeNull())
  expect(codes).toEqual([])
  await clock.advance(5000)
  await joined
  expect(codes).toEqual(['roster-late'])
})
