/**
 * `@televid/conformance`: one suite that any adapter must pass, in a real browser. Node only.
 *
 * @packageDocumentation
 */
export { allCases } from './cases/all-cases.ts'
export type { ConformanceCase } from './conformance-case.ts'
export type {
  Access,
  AccessRequest,
  ConformanceHarness,
  ConformanceService,
  HarnessBudgets,
} from './harness/conformance-harness.ts'
export type { Person } from './harness/person.ts'
export type { BadGrant, Stimuli, StimulusName, Subject } from './harness/stimuli.ts'
export { type AdapterMutant, absorbedMutants, fatalMutants, type Mutant } from './mutants/index.ts'
export type { ExpectedDifference, ExpectedStatuses } from './report/compare-expected.ts'
export { compareExpected } from './report/compare-expected.ts'
export type * from './report/conformance-report.ts'
export { parseExpected } from './report/parse-expected.ts'
export { type Summary, summarize } from './report/summarize.ts'
export { type WrittenReport, writeReport } from './report/write-report.ts'
export type { CaseContext } from './runner/case-context.ts'
export type { CaseTraces } from './runner/case-traces.ts'
export { launchChromium } from './runner/launch-chromium.ts'
export type { MutantOutcome, MutantResult } from './runner/mutant-result.ts'
export type { OpenOptions, PersonPage } from './runner/person-page.ts'
export type { RunOptions } from './runner/run-conformance.ts'
export { runConformance } from './runner/run-conformance.ts'
export type { MutantRunOptions } from './runner/run-mutants.ts'
export { runMutants } from './runner/run-mutants.ts'
