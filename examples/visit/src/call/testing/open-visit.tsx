import { createTelevid, type Permission } from '@televid/core'
import { FakeAdapter, FakeMediaEnvironment, fakeGrant } from '@televid/core/testing'
import { RoomProvider } from '@televid/react'
import { act, configure, render } from '@testing-library/react'
import { vi } from 'vitest'
import { Announcer } from '../../ui/announcer.tsx'
import { CallPage } from '../call-page.tsx'

// A machine with much else to do is no reason to fail.
configure({ asyncUtilTimeout: 10_000 })

const name = 'visit-7f3a91'
const permissionsOf = {
  host: ['join', 'skip-lobby', 'publish', 'admit', 'remove', 'end', 'invite'],
  guest: ['join', 'publish'],
  observer: ['join'],
} as const satisfies Record<string, readonly Permission[]>

export interface Posted {
  /** Behind the path of the room. */
  readonly path: string
  readonly body: unknown
}

/** The page of a visit under way, on a control plane and a provider that the test plays. Call `vi.unstubAllGlobals` after it. */
export async function openVisit({ role = 'host' }: { readonly role?: keyof typeof permissionsOf } = {}) {
  const permissions = permissionsOf[role]
  const posted: Posted[] = []
  const server = { failing: false }
  let say: (change: object) => void = () => {}
  let seq = 0
  class Channel {
    readyState = 1
    onopen: (() => void) | null = null
    onmessage: ((event: { readonly data: string }) => void) | null = null
    onclose: (() => void) | null = null
    constructor() {
      say = (state) =>
        this.onmessage?.({ data: JSON.stringify({ type: seq === 0 ? 'snapshot' : 'update', state, seq: ++seq }) })
      queueMicrotask(() => this.onopen?.())
    }
    send(): void {}
    close(): void {}
  }
  const base = `/televid/rooms/${name}/`
  const channel = { url: `${base}channel`, webSocket: true }
  vi.stubGlobal('WebSocket', Channel)
  vi.stubGlobal('fetch', async (url: string, { body }: { readonly body: string }) => {
    const path = url.slice(url.indexOf(base) + base.length)
    if (path === 'grant') return Response.json({ status: 'granted', grant: fakeGrant({ role, permissions }), channel })
    posted.push({ path, body: JSON.parse(body) })
    if (server.failing) return new Response(null, { status: 503 })
    return Response.json(path === 'invites' ? { secret: 'secret-of-a-test' } : {})
  })
  // Nothing is laid out here, so the stage is given a size.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1264)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(684)

  const fake = new FakeAdapter()
  const environment = new FakeMediaEnvironment()
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants: '/televid',
    mediaEnvironment: environment,
  })
  const room = televid.room(name, { session: 'session-of-a-test' })
  await room.join()
  say({
    identity: 'self',
    role,
    permissions,
    admission: 'admitted',
    roomEnded: false,
    waiting: [],
    members: [],
    recording: { active: false, since: null },
    compliance: null,
  })
  const page = render(
    <Announcer>
      <RoomProvider room={room}>
        <CallPage />
      </RoomProvider>
    </Announcer>,
  )
  return {
    page,
    room,
    fake,
    environment,
    posted,
    server,
    /** The control plane tells of a change. */
    says: (change: object) => act(() => say(change)),
    /** What a screen reader was told and has not been pushed out since. */
    announced: (urgency: 'polite' | 'assertive') =>
      page.container.querySelector(`[data-announcer="${urgency}"]`)?.textContent ?? '',
  }
}
