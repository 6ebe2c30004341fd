import type { AdapterJoinRequest, Fact, FactSink, VendorSession, VideoAdapter } from '@televid/core/adapter'

export interface Wrapping {
  /** What reaches core of a fact; default: the fact. */
  readonly fact?: (fact: Fact, forward: FactSink) => void
  readonly request?: (request: AdapterJoinRequest) => AdapterJoinRequest
  /** Replaces parts of a session, once it is there. */
  readonly session?: (session: VendorSession, sink: FactSink) => Partial<VendorSession>
  /** How long core waits for a session that is there. */
  readonly opened?: () => Promise<void>
}

/** An adapter with another one inside. `create` runs once per join, so that mutants may count and remember. */
export function wrapAdapter(
  adapter: VideoAdapter,
  create: (request: AdapterJoinRequest, sink: FactSink) => Wrapping,
): VideoAdapter {
  return {
    ...adapter,
    async join(request, sink) {
      const { fact, request: change, session: replace, opened } = create(request, sink)
      const inner = await adapter.join(change?.(request) ?? request, (reported) =>
        fact ? fact(reported, sink) : sink(reported),
      )
      const parts = replace?.(inner, sink)
      await opened?.()
      return Object.assign(Object.create(inner) as VendorSession, parts)
    },
  }
}

/** Changes facts one by one; `null` swallows. */
export function changingFacts(change: (fact: Fact) => Fact | null): (adapter: VideoAdapter) => VideoAdapter {
  return (adapter) =>
    wrapAdapter(adapter, () => ({
      fact(fact, forward) {
        const changed = change(fact)
        if (changed) forward(changed)
      },
    }))
}

/** Replaces parts of each session. */
export function changingSession(
  replace: (session: VendorSession, sink: FactSink) => Partial<VendorSession>,
): (adapter: VideoAdapter) => VideoAdapter {
  return (adapter) => wrapAdapter(adapter, () => ({ session: replace }))
}
