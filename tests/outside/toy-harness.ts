import { fileURLToPath } from 'node:url'
import type { ConformanceHarness } from '@televid/conformance'
import { ToyRelay } from './toy-relay.ts'

export const harness: ConformanceHarness = {
  adapter: 'toy',
  module: fileURLToPath(new URL('toy-adapter.ts', import.meta.url)),
  service: 'server',
  budgets: { signalingMs: 5_000, mediaMs: 20_000, lostMs: 10_000, crashMs: 10_000 },
  async start({ pages }) {
    const relay = await ToyRelay.start(pages)
    return {
      async access({ room, identity, displayName, role }) {
        const token = relay.mint({ room, identity, displayName })
        const expiresAt = Date.now() + 3_600_000
        return {
          grant: {
            provider: 'toy',
            room,
            identity,
            displayName,
            role,
            expiresAt,
            credentials: { url: relay.url, token },
          },
        }
      },
      occupants: async (room) => relay.occupants(room),
      stimuli: {},
      hosts: [relay.url],
      close: () => relay.close(),
    }
  },
}
