import type { VideoAdapter } from '@televid/core/adapter'

/** A fault planted in a good adapter, to prove that the suite, or core, does not let it through. */
export interface AdapterMutant {
  /** As in cases.md. */
  readonly id: string
  readonly fault: string
  /**
   * `fatal`: core cannot mend it, the named cases must fail. `absorbed`: core mends it, they must stay green.
   */
  readonly kind: 'fatal' | 'absorbed'
  /** Cases that must notice it, or must not. */
  readonly cases: readonly `${string}/${string}`[]
  wrap(adapter: VideoAdapter): VideoAdapter
}
