import { createTelevid, type Room } from '@televid/core'
import { FakeAdapter, FakeMediaEnvironment, fakeGrant } from '@televid/core/testing'
import { RoomProvider } from '@televid/react'
import { configure, render } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { Announcer } from '../../ui/announcer.tsx'

// A machine with much else to do is no reason to fail.
configure({ asyncUtilTimeout: 10_000 })

export interface RoomUnderTest {
  readonly room: Room
  readonly fake: FakeAdapter
  readonly environment: FakeMediaEnvironment
}

/** A room on a fake provider with fake devices; nothing is joined yet. */
export function createTestRoom(name: string): RoomUnderTest {
  const fake = new FakeAdapter()
  const environment = new FakeMediaEnvironment()
  const televid = createTelevid({
    adapters: { fake: async () => ({ adapter: fake.adapter }) },
    grants: async () => fakeGrant({ room: name }),
    mediaEnvironment: environment,
  })
  return { room: televid.room(name), fake, environment }
}

/** Shows a page as the app does. */
export function renderInRoom(room: Room, page: ReactNode): ReturnType<typeof render> {
  return render(
    <StrictMode>
      <Announcer>
        <RoomProvider room={room}>{page}</RoomProvider>
      </Announcer>
    </StrictMode>,
  )
}
