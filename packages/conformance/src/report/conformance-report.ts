/** How the outcome of one case came to be known; derived by the runner, never declared. */
export type Verification = 'live' | 'real-server' | 'real-sdk' | 'scripted'

export type CaseStatus = 'passed' | 'failed' | 'not-applicable' | 'not-exercised'

/** `MUST`: all providers can. `SHOULD`: some cannot; a failure is reported and explained, and does not stop a release. */
export type Level = 'MUST' | 'SHOULD'

export interface CaseResult {
  /** `group/name`, never reused. */
  readonly id: string
  readonly group: string
  readonly title: string
  readonly level: Level
  readonly status: CaseStatus
  readonly verification: Verification
  /** Why it is not `passed`: the failure's words, the capability that is not declared, the stimulus that is missing. */
  readonly reason?: string
  /** Invariant or neutral rule that a failure breaks, e.g. `inv. 4`. */
  readonly proves: string
  readonly durationMs: number
  /** Kept for failures only; secrets and addresses are redacted. */
  readonly evidence?: CaseEvidence
}

export interface CaseEvidence {
  /** One line per fact and event of each page, oldest first. */
  readonly trace: readonly string[]
  readonly console: readonly string[]
  /** Data URL of a JPEG or PNG per page that was open when the case failed; pages show synthetic media only. */
  readonly screenshots: readonly { readonly page: string; readonly image: string }[]
}

export interface ConformanceRun {
  readonly adapter: string
  /** Version of the adapter's package, if it has one. */
  readonly version: string | null
  /** The vendor's SDK as it is installed; `null` where there is none. */
  readonly sdk: { readonly package: string; readonly version: string; readonly hash: string } | null
  readonly browser: string
  readonly os: string
  readonly seed: number
  /** ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
  /** What pages with access to a room used up, each begun minute of each page counted as a whole one. */
  readonly participantMinutes: number
  /** The adapter's capabilities, as declared; `null` where no page was opened. */
  readonly capabilities: unknown
  readonly cases: readonly CaseResult[]
}

/** `reports/conformance.json`. */
export interface ConformanceReport {
  readonly suite: { readonly name: '@televid/conformance'; readonly version: string; readonly cases: number }
  readonly runs: readonly ConformanceRun[]
  /** One for each adapter and platform; empty in the report of a part of the suite. */
  readonly manual: readonly ManualRun[]
}

/** A case done by hand; `not-run` until somebody did all its steps. */
export interface ManualCaseResult extends Omit<CaseResult, 'status' | 'durationMs' | 'evidence'> {
  readonly status: CaseStatus | 'not-run'
}

/** What was found by hand on a phone. */
export interface ManualRun {
  readonly adapter: string
  /** `safari-ios` | `chrome-android` */
  readonly platform: string
  /** `null` until a result was imported. */
  readonly sheet: {
    /** Version of the suite. */
    readonly suite: string
    readonly adapterVersion: string | null
    readonly device: string
    readonly system: string
    readonly browser: string
    /** Initials, or empty. */
    readonly tester: string
    /** ISO 8601. */
    readonly savedAt: string
  } | null
  readonly cases: readonly ManualCaseResult[]
}
