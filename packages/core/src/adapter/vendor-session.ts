import type { FacetName } from './capability.ts'
import type { Facets } from './facet.ts'
import type { Source } from './source.ts'

/** What core wants of one local source. */
export interface SourceState {
  /**
   * A clone that the adapter now owns: it ends it (and whatever its SDK made of it) before `setSource` resolves for the
   * next state without it. `null`: nothing is sent and the far side sees the source off.
   */
  readonly track: MediaStreamTrack | null
  /** The far side sees the source off; the capture stays open. */
  readonly muted: boolean
}

/** What every session has, whatever the vendor lacks. */
export interface SessionBase {
  /**
   * Makes the vendor's state of one source the given one. Core never has two calls for one source under way. Resolves
   * when the vendor has acknowledged it, or, where it acknowledges nothing, taken it, so that the far side sees it within
   * 2 s; and when every track the previous state owned has ended.
   */
  setSource(source: Source, state: SourceState): Promise<void>
  /** Reports every participant and track again, then `roster-synced`. */
  refresh(): void
  /** Leaves and frees everything: connections, timers, tracks handed over. Idempotent; resolves when the vendor is gone. */
  leave(): Promise<void>
  /**
   * Says goodbye synchronously while the page goes away (`pagehide`), where nothing asynchronous would finish.
   */
  leaveNow(): void
  /** The vendor's own room object: read freely; lifecycle goes through `room`. */
  readonly native: unknown
}

/** A session as core stores it: each facet may be there. */
export type VendorSession = SessionBase & { readonly [F in FacetName]?: Facets[F] | undefined }
