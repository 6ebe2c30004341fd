import { createTelevid } from '@televid/core'
import { FakeAdapter, type FakeAdapterOptions, FakeClock, FakeMediaEnvironment, fakeGrant } from '@televid/core/testing'
import { vi } from 'vitest'

/** A room nobody joined yet, and everything a test plays its surroundings with. */
export function openRoom({ name = 'visit-7f3a91', ...options }: FakeAdapterOptions & { readonly name?: string } = {}) {
  const fake = new FakeAdapter(options)
  const clock = new FakeClock()
  const environment = new FakeMediaEnvironment()
  const grants = vi.fn(async () => fakeGrant({ room: name }))
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants,
    clock,
    mediaEnvironment: environment,
  })
  return { fake, clock, environment, grants, televid, room: televid.room(name) }
}

export type OpenRoom = ReturnType<typeof openRoom>
