import type { Level } from '../report/conformance-report.ts'

export interface ManualStep {
  /** What the tester does. */
  readonly act: string
  /** What has to be seen or heard then. */
  readonly expect: string
}

/** A case that needs a phone in a hand. */
export interface ManualCase {
  readonly id: `phone/${string}`
  readonly title: string
  readonly level: Level
  /** Invariant or neutral rule, as in cases.md. */
  readonly proves: string
  readonly steps: readonly ManualStep[]
}
