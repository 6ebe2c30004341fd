import type { Capabilities, FacetName } from './capability.ts'
import type { Facets } from './facet.ts'
import type { SessionBase } from './vendor-session.ts'
import type { AdapterJoinRequest, FactSink, VideoAdapter } from './video-adapter.ts'

type SupportOf<C extends Capabilities, F extends FacetName> = C[F]['support']

/** Facets a session with capabilities `C` has: declared ones must be there, those that are `none` must not. */
export type FacetsFor<C extends Capabilities> = {
  readonly [F in FacetName as 'none' extends SupportOf<C, F> ? never : F]: Facets[F]
} & {
  readonly [F in FacetName as 'none' extends SupportOf<C, F> ? F : never]?: [SupportOf<C, F>] extends ['none']
    ? undefined
    : Facets[F] | undefined
}

/** An adapter whose capabilities are known to the type system. */
export interface TypedVideoAdapter<C extends Capabilities> extends VideoAdapter {
  readonly capabilities: C
  join(request: AdapterJoinRequest, sink: FactSink): Promise<SessionBase & FacetsFor<C>>
}

/**
 * Declares an adapter. One that claims a facet it does not return, or returns one it does not claim, does not compile.
 */
export function defineAdapter<const C extends Capabilities>(adapter: TypedVideoAdapter<C>): TypedVideoAdapter<C> {
  return adapter
}
