import type { AdapterJoinRequest, Fact, FactSink, VendorSession, VideoAdapter } from '@televid/core/adapter'

export interface Wrapping {
  /** What reaches core of a fact; default: the fact. */
  readonly fact?: (fact: Fact, forward: FactSink) => void
  readonly request?: (request: AdapterJoinRequest) => AdapterJoinRequest
  /** Replaces parts of a session. */
  readonly session?: (session: VendorSession, sink: FactSink) => Partial<VendorSession>
}

/** An adapter with another one inside. `create` runs once per join, so that mutants may count and remember. */
export function wrapAdapter(adapter: VideoAdapter, create: (request: AdapterJoinRequest) => Wrapping): VideoAdapter {
  return {
    ...adapter,
    async join(request, sink) {
      const { fact, request: change, session: replace } = create(request)
      const inner = await adapter.join(change?.(request) ?? request, (reported) =>
        fact ? fact(reported, sink) : sink(reported),
      )
      return Object.assign(Object.create(inner) as VendorSession, replace?.(inner, sink))
    },
  }
}
