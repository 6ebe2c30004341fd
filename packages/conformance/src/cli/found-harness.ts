import type { ConformanceHarness } from '../harness/conformance-harness.ts'

export interface FoundHarness {
  readonly harness: ConformanceHarness
  /** Folder of its module: `expected/<adapter>.json` is in it. */
  readonly folder: string
}
