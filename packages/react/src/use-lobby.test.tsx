// @vitest-environment happy-dom
import { createTelevid } from '@televid/core'
import { FakeAdapter, fakeGrant } from '@televid/core/testing'
import { act, cleanup } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { countRenders } from './testing/count-renders.ts'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { useLobby } from './use-lobby.ts'
import { usePermission } from './use-permission.ts'
import { useRecording } from './use-recording.ts'

noReactWarnings()
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const state = {
  identity: 'self',
  role: 'host',
  permissions: ['join', 'publish'],
  admission: 'admitted',
  roomEnded: false,
  waiting: [],
  members: [],
  recording: { active: false, since: null },
  compliance: null,
}

/** A room on a control plane that grants at once; `says` is the control plane speaking on the room channel. */
async function gatedRoom() {
  let says: (change: object) => void = () => {}
  let seq = 0
  class Channel {
    readyState = 1
    onopen: (() => void) | null = null
    onmessage: ((event: { readonly data: string }) => void) | null = null
    onclose: (() => void) | null = null
    constructor() {
      says = (change) => {
        const frame =
          seq++ === 0 ? { type: 'snapshot', state: { ...state, ...change } } : { type: 'update', state: change }
        this.onmessage?.({ data: JSON.stringify({ ...frame, seq }) })
      }
      queueMicrotask(() => this.onopen?.())
    }
    send(): void {}
    close(): void {}
  }
  const channel = { url: '/televid/rooms/visit-7f3a91/channel', webSocket: true }
  vi.stubGlobal('WebSocket', Channel)
  vi.stubGlobal('fetch', async (url: string) => {
    const answer = url.endsWith('/grant') ? { status: 'granted', grant: fakeGrant(), channel } : {}
    return new Response(JSON.stringify(answer))
  })
  const fake = new FakeAdapter()
  const televid = createTelevid({ adapters: { fake: () => ({ adapter: fake.adapter }) }, grants: '/televid' })
  const room = televid.room('visit-7f3a91', { session: 'session-of-a-test' })
  await room.join()
  return { room, says: (change: object) => act(() => says(change)) }
}

it('tells who waits, what one may do and what is recorded, as the control plane says', async () => {
  const { room, says } = await gatedRoom()
  says({})
  const lobby = countRenders({ room }, () => useLobby().waiting.map(({ identity }) => identity))
  const admits = countRenders({ room }, () => usePermission('admit'))
  const recording = countRenders({ room }, useRecording)
  const waiting = [{ identity: 'guest-1', displayName: 'Ben', role: 'guest', since: 1 }]
  says({ waiting })
  says({ permissions: ['join', 'publish', 'admit'] })
  says({ recording: { active: true, since: 5 } })
  expect(lobby.returned).toEqual([[], ['guest-1']])
  expect(admits.returned).toEqual([false, true])
  expect(recording.returned).toEqual([
    { active: false, since: null },
    { active: true, since: 5 },
  ])
  await act(() => room.leave())
})
