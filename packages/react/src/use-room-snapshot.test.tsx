// @vitest-environment happy-dom
import type { ParticipantSnapshot } from '@televid/core'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode, Suspense, startTransition, useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RoomProvider } from './room-provider.tsx'
import { sameItems } from './same-items.ts'
import { countRenders } from './testing/count-renders.ts'
import { inRoom } from './testing/in-room.tsx'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useParticipantIds } from './use-participant-ids.ts'
import { useRoom } from './use-room.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

noReactWarnings()
afterEach(cleanup)

describe('a selector written inline', () => {
  it('that builds a list keeps the list as long as its items are the same', async () => {
    const { fake, room } = openRoom()
    await room.join()
    const ana = fake.remoteJoins('ana')
    const camera = ana.publishes('camera')
    const lists = new Set<readonly string[]>()
    let renders = 0
    let renderAgain = () => {}
    function Names(): null {
      renders++
      const [, count] = useState(0)
      renderAgain = () => count((times) => times + 1)
      lists.add(useRoomSnapshot(({ participants }) => participants.map(({ identity }) => identity), sameItems))
      return null
    }
    render(<Names />, { wrapper: inRoom(room) })
    act(() => ana.mutes(camera))
    expect(renders).toBe(1)
    act(() => renderAgain())
    act(() => ana.mutes(camera, false))
    act(() => renderAgain())
    expect([renders, lists.size]).toEqual([3, 1])
    act(() => void fake.remoteJoins('ben'))
    expect([renders, lists.size]).toEqual([4, 2])
  })

  it('may depend on state of its component', async () => {
    const { fake, room } = openRoom()
    await room.join()
    fake.remoteJoins('ana')
    fake.remoteJoins('ben')
    const Name = ({ index }: { readonly index: number }) =>
      useRoomSnapshot(({ participants }) => participants[index]?.identity)
    const { container, rerender } = render(<Name index={0} />, { wrapper: inRoom(room) })
    expect(container.textContent).toBe('ana')
    rerender(<Name index={1} />)
    expect(container.textContent).toBe('ben')
  })
})

describe('another room in the provider', () => {
  it('shows its own people, though the ids of both rooms are the same', async () => {
    const one = openRoom({ name: 'visit-one' })
    const two = openRoom({ name: 'visit-two' })
    for (const [{ fake, room }, identity] of [
      [one, 'ana'],
      [two, 'ben'],
    ] as const) {
      fake.remoteJoins(identity)
      await room.join()
    }
    const sameId = (left?: ParticipantSnapshot, right?: ParticipantSnapshot) => left?.id === right?.id
    function First() {
      const first = useRoomSnapshot(({ participants }) => participants[0], sameId)
      return `${useRoom().name} ${first?.identity}`
    }
    const tree = ({ room }: typeof one) => (
      <RoomProvider room={room}>
        <First />
      </RoomProvider>
    )
    const { container, rerender } = render(tree(one))
    expect(container.textContent).toBe('visit-one ana')
    rerender(tree(two))
    expect(container.textContent).toBe('visit-two ben')
  })

  it('is the only one listened to', async () => {
    const one = openRoom({ name: 'visit-one' })
    const two = openRoom({ name: 'visit-two' })
    await Promise.all([one.room.join(), two.room.join()])
    const ids: string[] = []
    function Ids(): null {
      ids.push(`${useRoom().name}: ${useParticipantIds().length}`)
      return null
    }
    const tree = ({ room }: typeof one) => (
      <RoomProvider room={room}>
        <Ids />
      </RoomProvider>
    )
    const { rerender } = render(tree(one))
    rerender(tree(two))
    act(() => void one.fake.remoteJoins('ana'))
    expect(ids).toEqual(['visit-one: 0', 'visit-two: 0'])
    act(() => void two.fake.remoteJoins('ben'))
    expect(ids.at(-1)).toBe('visit-two: 1')
  })
})

it('frees every subscription, also under StrictMode', () => {
  const { room } = openRoom()
  let open = 0
  const subscribe = room.subscribe.bind(room)
  vi.spyOn(room, 'subscribe').mockImplementation((listener) => {
    open++
    const stop = subscribe(listener)
    return () => {
      open--
      stop()
    }
  })
  const Ids = () => useParticipantIds().length
  const { unmount } = render(
    <StrictMode>
      <Ids />
      <Ids />
    </StrictMode>,
    { wrapper: inRoom(room) },
  )
  expect(open).toBe(2)
  unmount()
  expect(open).toBe(0)
})

it('sees what changed between rendering and subscribing', async () => {
  const { fake, room } = openRoom()
  await room.join()
  let first = true
  const { last, returned } = countRenders({ room }, () => {
    const { length } = useParticipantIds()
    if (first) fake.remoteJoins('ana')
    first = false
    return length
  })
  expect([returned[0], last]).toEqual([0, 1])
})

it('survives a render that suspends and is thrown away', async () => {
  const { fake, room } = openRoom()
  await room.join()
  fake.remoteJoins('ana')
  let loaded = false
  let finish = () => {}
  const data = new Promise<void>((resolve) => {
    finish = () => {
      loaded = true
      resolve()
    }
  })
  let load = () => {}
  function People() {
    const [loading, setLoading] = useState(false)
    load = () => startTransition(() => setLoading(true))
    const names = useRoomSnapshot(({ participants }) => participants.map(({ identity }) => identity), sameItems)
    if (loading && !loaded) throw data
    return `${loading ? 'loaded' : 'not yet'}: ${names.join()}`
  }
  const { container } = render(
    <Suspense fallback="waiting">
      <People />
    </Suspense>,
    { wrapper: inRoom(room) },
  )
  await act(async () => load())
  expect(container.textContent).toBe('not yet: ana')
  await act(async () => void fake.remoteJoins('ben'))
  await act(async () => finish())
  expect(container.textContent).toBe('loaded: ana,ben')
})
