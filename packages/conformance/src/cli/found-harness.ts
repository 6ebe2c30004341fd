import type { ConformanceHarness } from '../harness/conformance-harness.ts'

export interface FoundHarness {
  readonly harness: ConformanceHarness
  /** From its file, `<name>-harness.ts`; else the adapter's. */
  readonly name: string
  /** Of its module: `expected/<name>.json` is in it. */
  readonly folder: string
  /** Whether it was asked for by name or path, rather than being one of all in a folder. */
  readonly named: boolean
}
