import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createTelevid } from '@televid/core'
import { FakeAdapter, fakeGrant } from '@televid/core/testing'
import { expect, it, vi } from 'vitest'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const setUp = () => {
  const fake = new FakeAdapter()
  const televid = createTelevid({ adapters: { fake: () => ({ adapter: fake.adapter }) }, grants: () => fakeGrant() })
  return { fake, televid }
}

it('gives the same room for the same name as long as somebody holds it', async () => {
  const { televid } = setUp()
  const room = televid.room('visit-7f3a91')
  collectGarbage()
  await new Promise(setImmediate)
  expect(televid.room('visit-7f3a91')).toBe(room)
})

it('keeps no room that nobody holds', async () => {
  const { televid } = setUp()
  let room: WeakRef<object> | undefined
  // Not in this function's own frame, which would hold it.
  await (async () => {
    room = new WeakRef(televid.room('visit-7f3a91'))
  })()
  await vi.waitFor(() => {
    collectGarbage()
    expect(room?.deref() === undefined).toBe(true)
  })
  expect(televid.room('visit-7f3a91').snapshot.connection.state).toBe('idle')
})

it('has a snapshot for pages rendered before anything happened', async () => {
  const { fake, televid } = setUp()
  const room = televid.room('visit-7f3a91')
  await room.join()
  fake.remoteJoins('ana')
  expect(room.initialSnapshot).toMatchObject({ connection: { state: 'idle' }, participants: [] })
  expect(room.participant(room.snapshot.participants[0]?.id ?? '')).toBe(room.participants[0])
  expect(room.participant('nobody')).toBeUndefined()
})
