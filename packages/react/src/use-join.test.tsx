// @vitest-environment happy-dom
import type { Room } from '@televid/core'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { RoomProvider } from './room-provider.tsx'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useConnection } from './use-connection.ts'
import { type UseJoinOptions, useJoin } from './use-join.ts'

noReactWarnings()
afterEach(cleanup)

function Call(options: UseJoinOptions) {
  useJoin(options)
  return useConnection().state
}

function strictly(room: Room, ...calls: readonly UseJoinOptions[]) {
  return (
    <StrictMode>
      <RoomProvider room={room}>
        {calls.map((options, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the calls have no other identity
          <Call key={index} {...options} />
        ))}
      </RoomProvider>
    </StrictMode>
  )
}

const stateOf = (room: Room, state: string) => vi.waitFor(() => expect(room.snapshot.connection.state).toBe(state))

/** Longer than any leave that waits for the end of the turn. */
const laterTurn = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)))

it('joins once under StrictMode and leaves once at the real end, with no device left on', async () => {
  const { environment, fake, grants, room } = openRoom()
  const { container, unmount } = render(strictly(room, { camera: true, microphone: true }))
  await act(() => stateOf(room, 'connected'))
  await act(() => vi.waitFor(() => expect(room.snapshot.self.camera.state).toBe('live')))
  expect(container.textContent).toBe('connected')
  expect([grants.mock.calls.length, fake.joins, fake.left]).toEqual([1, 1, 0])
  unmount()
  await stateOf(room, 'disconnected')
  await vi.waitFor(() => expect(fake.left).toBe(1))
  expect(environment.devices.liveTracks).toEqual([])
  await laterTurn()
  expect([fake.joins, fake.left]).toEqual([1, 1])
})

it('goes on with the call over an unmount and mount of the same turn', async () => {
  const { fake, room } = openRoom()
  const first = render(strictly(room, {}))
  await act(() => stateOf(room, 'connected'))
  first.unmount()
  render(strictly(room, {}))
  await laterTurn()
  expect(room.snapshot.connection.state).toBe('connected')
  expect([fake.joins, fake.left]).toEqual([1, 0])
})

it('joins again for a mount in a later turn', async () => {
  const { fake, room } = openRoom()
  const first = render(strictly(room, {}))
  await act(() => stateOf(room, 'connected'))
  first.unmount()
  await stateOf(room, 'disconnected')
  render(strictly(room, {}))
  await act(() => stateOf(room, 'connected'))
  expect(fake.joins).toBe(2)
})

it('tries again for a mount in the same turn when the join had failed', async () => {
  const { fake, room } = openRoom()
  fake.failNext('join', new Error('no seat'))
  const tree = (attempt: number) => (
    <RoomProvider room={room}>
      <Call key={attempt} />
    </RoomProvider>
  )
  const { rerender } = render(tree(1))
  await act(() => stateOf(room, 'disconnected'))
  rerender(tree(2))
  await act(() => stateOf(room, 'connected'))
  await laterTurn()
  expect([room.snapshot.connection.state, fake.joins, fake.left]).toEqual(['connected', 2, 0])
})

it('gives up a join under way when it goes, without calling that an error', async () => {
  const { fake, room } = openRoom({ join: 'manual' })
  const onError = vi.fn()
  const { unmount } = render(strictly(room, { onError }))
  await vi.waitFor(() => expect(fake.joins).toBe(1))
  unmount()
  fake.acceptJoin()
  await stateOf(room, 'disconnected')
  await vi.waitFor(() => expect(fake.left).toBe(1))
  expect(onError).not.toHaveBeenCalled()
})

it('tells a failure once, to the newest function', async () => {
  const { fake, room } = openRoom({ join: 'manual' })
  fake.failNext('join', new Error('no seat'))
  const [early, late] = [vi.fn(), vi.fn()]
  const { rerender } = render(strictly(room, { onError: early }))
  rerender(strictly(room, { onError: late }))
  await act(() => stateOf(room, 'disconnected'))
  await vi.waitFor(() => expect(late).toHaveBeenCalledOnce())
  expect(late.mock.lastCall?.[0]).toMatchObject({ code: 'vendor', provider: 'fake' })
  expect(early).not.toHaveBeenCalled()
})

it('joins and leaves as "when" says', async () => {
  const { fake, grants, room } = openRoom()
  const { rerender } = render(strictly(room, { when: false }))
  await laterTurn()
  expect(grants).not.toHaveBeenCalled()
  rerender(strictly(room, { when: true }))
  await act(() => stateOf(room, 'connected'))
  rerender(strictly(room, { when: false }))
  await act(() => stateOf(room, 'disconnected'))
  rerender(strictly(room, { when: true }))
  await act(() => stateOf(room, 'connected'))
  expect([fake.joins, fake.left]).toEqual([2, 1])
})

it('stays until the last of several components has gone', async () => {
  const { fake, room } = openRoom()
  const { rerender } = render(strictly(room, {}, {}))
  await act(() => stateOf(room, 'connected'))
  rerender(strictly(room, {}))
  await laterTurn()
  expect([room.snapshot.connection.state, fake.joins, fake.left]).toEqual(['connected', 1, 0])
  rerender(strictly(room))
  await act(() => stateOf(room, 'disconnected'))
  expect(fake.left).toBe(1)
})

it('leaves the room the provider had and joins the one it has', async () => {
  const one = openRoom({ name: 'visit-one' })
  const two = openRoom({ name: 'visit-two' })
  const { rerender } = render(strictly(one.room, {}))
  await act(() => stateOf(one.room, 'connected'))
  rerender(strictly(two.room, {}))
  await act(() => stateOf(two.room, 'connected'))
  await act(() => stateOf(one.room, 'disconnected'))
  expect([one.fake.left, two.fake.joins, two.fake.left]).toEqual([1, 1, 0])
})

it('does not come back by itself after being removed, whatever renders again', async () => {
  const { fake, room } = openRoom()
  const { rerender } = render(strictly(room, {}))
  await act(() => stateOf(room, 'connected'))
  act(() => fake.endsSession('removed'))
  rerender(strictly(room, { timeoutMs: 1000 }))
  await laterTurn()
  expect([room.snapshot.connection.reason?.unified, fake.joins]).toEqual(['removed', 1])
})
