import type { GrantResponse, InviteExchange } from '@televid/core/protocol'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import type { ControlPlaneOptions } from '../control-plane/control-plane-options.ts'
import { createControlPlane } from '../control-plane/create-control-plane.ts'
import type { Store } from '../store/store.ts'
import { type FakeProvider, fakeProvider } from './fake-provider.ts'
import { openTestStore } from './open-test-store.ts'

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
  readonly headers: Headers
}

export interface Person {
  readonly session: string
  readonly identity: string
  readonly room: string
  readonly controlPlane: ControlPlane
}

/** Control planes on one store, and people who talk to them through `fetch`. */
export interface ControlPlaneBench {
  readonly store: Store
  readonly provider: FakeProvider
  readonly controlPlane: ControlPlane
  /** What the control planes reported. */
  readonly errors: unknown[]
  /** Another control plane on the same store. */
  another(options?: Partial<ControlPlaneOptions>): ControlPlane
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Opens a fresh room and returns its name. */
  room(options?: { readonly tenant?: string; readonly lobby?: boolean; readonly room?: string }): Promise<string>
  /** Invites somebody and exchanges the invite. */
  invite(
    room: string,
    role: string,
    options?: {
      readonly tenant?: string
      readonly identity?: string
      readonly controlPlane?: ControlPlane
      readonly displayName?: string
    },
  ): Promise<Person>
  grant(
    person: Person,
    options?: {
      readonly providers?: readonly string[]
      readonly coreVersion?: string
      readonly controlPlane?: ControlPlane
    },
  ): Promise<Answer & { body: GrantResponse & { code: string; detail: string } }>
  close(): Promise<void>
}

export interface CallOptions {
  readonly session?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly controlPlane?: ControlPlane
}

let rooms = 0

export const testSecret = 'kT9fQz2LwX7vB4nM1sR8yH6jD3gP5cAeUoIi'

export async function openControlPlaneBench(options: Partial<ControlPlaneOptions> = {}): Promise<ControlPlaneBench> {
  const store = await openTestStore()
  const provider = fakeProvider()
  const errors: unknown[] = []
  const opened: ControlPlane[] = []
  const another = (more: Partial<ControlPlaneOptions> = {}): ControlPlane => {
    const controlPlane = createControlPlane({
      mode: 'development',
      handlesPhi: false,
      provider: 'main',
      providers: { main: provider },
      secret: testSecret,
      store,
      basePath: '/televid',
      rateLimits: { address: { burst: 10_000, perSecond: 10_000 }, session: { burst: 10_000, perSecond: 10_000 } },
      onError: (error) => errors.push(error),
      ...options,
      ...more,
    })
    opened.push(controlPlane)
    return controlPlane
  }
  const controlPlane = another()

  const bench: ControlPlaneBench = {
    store,
    provider,
    controlPlane,
    errors,
    another,
    call: async (method, path, { session, body, headers, controlPlane: target = controlPlane } = {}) => {
      const init: RequestInit = {
        method,
        headers: { ...(session === undefined ? {} : { authorization: `Bearer ${session}` }), ...headers },
      }
      if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body)
      const response = await target.fetch(new Request(`http://visits.test${target.basePath}${path}`, init))
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
    },
    room: async ({ room: name, ...rest } = {}) => {
      rooms += 1
      const room = name ?? `room-${rooms}x`
      await controlPlane.rooms.ensure({ room, ...rest })
      return room
    },
    invite: async (room, role, { controlPlane: target = controlPlane, ...rest } = {}) => {
      const { secret } = await target.invites.create({ room, role, ...rest })
      const answer = await bench.call('POST', '/invites/exchange', { body: { secret }, controlPlane: target })
      const exchange = answer.body as InviteExchange
      return { session: exchange.session, identity: exchange.identity, room, controlPlane: target }
    },
    grant: async (
      person,
      { providers = ['fake'], coreVersion = '0.1.0', controlPlane: target = person.controlPlane } = {},
    ) =>
      (await bench.call('POST', `/rooms/${person.room}/grant`, {
        session: person.session,
        body: { room: person.room, coreVersion, providers, rejoin: false },
        controlPlane: target,
      })) as never,
    close: async () => {
      for (const plane of opened) await plane.close()
      await store.close()
    },
  }
  return bench
}
