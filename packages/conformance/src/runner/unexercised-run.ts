import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import type { ConformanceRun } from '../report/conformance-report.ts'
import { systemName } from './browser-name.ts'
import { findPackage } from './find-package.ts'
import { notExercised } from './not-exercised.ts'

export interface UnexercisedOptions {
  readonly harness: ConformanceHarness
  readonly cases: readonly ConformanceCase[]
  /** In which nothing was run. */
  readonly browser: string
  readonly reason: string
}

/** A run that could not take place: the report has to show the gap. */
export async function unexercisedRun({ harness, cases, browser, reason }: UnexercisedOptions): Promise<ConformanceRun> {
  return {
    adapter: harness.adapter,
    version: (await findPackage(harness.module))?.version ?? null,
    sdk: null,
    browser,
    os: systemName(),
    seed: 0,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    participantMinutes: 0,
    capabilities: null,
    cases: cases.map((each) => notExercised(each, harness, reason)),
  }
}
