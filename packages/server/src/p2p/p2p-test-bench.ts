import { randomUUID } from 'node:crypto'
import type { P2pCredentials, P2pServerSignal, Permission, TelevidError } from '@televid/core/protocol'
import { vi } from 'vitest'
import type { ProviderRoom, ProviderServices } from '../provider/server-provider.ts'
import { newTrace } from '../secret/key-ring.ts'
import type { Store } from '../store/store.ts'
import { p2p } from './p2p.ts'
import type { P2pOptions } from './p2p-options.ts'

/** One process with the provider on it, for tests. */
export async function startP2pBench(store: Store, options: P2pOptions = {}, services: Partial<ProviderServices> = {}) {
  const errors: unknown[] = []
  const provider = p2p(options)
  await provider.start({
    store,
    mode: 'development',
    handlesPhi: false,
    deriveKey: (purpose) => new TextEncoder().encode(purpose.padEnd(32, '.').slice(0, 32)),
    onError: (error) => errors.push(error),
    ...services,
  })
  const { signaling } = provider.streams ?? {}
  if (!signaling) throw new Error('the provider has no signaling stream')

  const mint = async (
    room: ProviderRoom,
    identity: string,
    permissions: readonly Permission[] = ['join', 'publish'],
    lifeMs = 60_000,
  ) => {
    const { credentials } = await provider.mintCredentials({
      room,
      identity,
      role: 'guest',
      permissions,
      displayName: identity.toUpperCase(),
      expiresAt: Date.now() + lifeMs,
      endpoint: (name) => ({ url: `/televid/providers/p2p/${name}`, webSocket: true }),
    })
    return credentials as unknown as P2pCredentials
  }

  /** A browser's stream, as the transport would drive it. */
  const connect = async (token: string, after: number | null = null) => {
    const context = await signaling.authenticate(token, {})
    const frames: P2pServerSignal[] = []
    const state = { reconnects: 0, refused: null as TelevidError | null }
    const close = await signaling.open(context, after, {
      frame: (frame) => frames.push(frame as P2pServerSignal),
      refuse: (error) => {
        state.refused = error
      },
      reconnect: () => {
        state.reconnects += 1
      },
    })
    const welcome = frames.find((frame) => frame.type === 'welcome')
    return {
      frames,
      state,
      token,
      self: welcome?.type === 'welcome' ? welcome.self : null,
      /** Frames of one type, once there are at least `count`. */
      wait: async <T extends P2pServerSignal['type']>(type: T, count = 1, timeout = 5000) => {
        const found = () =>
          frames.filter((frame): frame is Extract<P2pServerSignal, { type: T }> => frame.type === type)
        await vi.waitFor(() => {
          if (found().length < count) throw new Error(`no ${type} among ${frames.map((frame) => frame.type).join(' ')}`)
        }, timeout)
        return found()
      },
      send: (frame: unknown) =>
        store.transaction((transaction) => signaling.receive?.(context, frame, transaction) ?? Promise.resolve()),
      drop: async () => close(),
      last: () => frames.at(-1)?.seq ?? null,
    }
  }

  const room = (): ProviderRoom => {
    const occurrence = `occ-${randomUUID()}`
    return {
      tenant: 'default',
      room: 'visit-7f3a91',
      occurrence,
      trace: newTrace(),
      reference: occurrence,
      region: null,
    }
  }

  return {
    provider,
    errors,
    room,
    mint,
    connect,
    join: async (place: ProviderRoom, identity: string) => connect((await mint(place, identity)).token),
  }
}
