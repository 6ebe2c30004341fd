import type { ManualPlatform } from './manual-platform.ts'

/** How a step went; `skip` for one that could not be done on this phone; `null` for one that was not done. */
export type StepOutcome = 'pass' | 'fail' | 'skip' | null

/** What a tester hands in: the JSON that the page of `--manual-sheet` saves. No status is in it: the suite derives them. */
export interface ManualSheet {
  readonly format: 'televid-conformance-sheet'
  readonly formatVersion: 1
  /** Version of the suite that made the page. */
  readonly suite: string
  readonly adapter: string
  readonly adapterVersion: string | null
  readonly platform: ManualPlatform
  /** E.g. `iPhone 15`. */
  readonly device: string
  /** E.g. `iOS 19.1`. */
  readonly system: string
  /** E.g. `Safari 19.1`. */
  readonly browser: string
  /** Initials; may be empty. */
  readonly tester: string
  /** ISO 8601. */
  readonly savedAt: string
  readonly cases: readonly {
    readonly id: string
    /** In the order of the case's steps. */
    readonly steps: readonly { readonly outcome: StepOutcome; readonly note: string }[]
  }[]
}
