import type { VendorSession, VideoAdapter } from '@televid/core/adapter'

/** The same adapter, with its newest session at hand: what the suite sends through that goes below core. */
export function keepSession(adapter: VideoAdapter): {
  readonly adapter: VideoAdapter
  readonly session: VendorSession | null
} {
  let session: VendorSession | null = null
  return {
    adapter: {
      ...adapter,
      async join(request, sink) {
        session = await adapter.join(request, sink)
        return session
      },
    },
    get session() {
      return session
    },
  }
}
