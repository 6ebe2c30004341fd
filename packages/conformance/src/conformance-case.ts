import type { FeatureName } from '@televid/core'
import type { StimulusName } from './harness/stimuli.ts'
import type { Level } from './report/conformance-report.ts'
import type { CaseContext } from './runner/case-context.ts'

/** One sentence about an adapter that can be false. */
export interface ConformanceCase {
  /** `group/name`, as in cases.md. */
  readonly id: `${string}/${string}`
  readonly title: string
  readonly level: Level
  /** Not applicable where this feature is declared `none`. */
  readonly requires?: FeatureName
  /** Not applicable where this feature is declared: the refusal of what is missing is what it tests. */
  readonly requiresNot?: FeatureName
  readonly stimuli?: readonly StimulusName[]
  /** Needs `openBlocked`: not exercised on a bench without a browser that blocks sound. */
  readonly blocksSound?: true
  /** Mostly waits for a time to run out: other cases run beside it. */
  readonly waits?: true
  /** A verdict on the whole run so far: it comes last, and a run of it alone has to provoke what it judges. */
  readonly judgesRun?: true
  /** Name of what it looks at together with other cases, see `once` of the context: they run one after the other. */
  readonly act?: string
  /** The service's answer is what is judged: behind a stand-in this is `scripted`. */
  readonly serviceDecides?: boolean
  /** Invariant of the design or neutral rule, as in cases.md. */
  readonly proves: string
  /** Longest time in ms, default 30,000. */
  readonly timeoutMs?: number
  /** Throws when the sentence is false. */
  run(context: CaseContext): Promise<void>
}
