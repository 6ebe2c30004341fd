import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import type { CaseResult } from '../report/conformance-report.ts'
import { verificationOf } from './verification-of.ts'

/** What a report says of a case in any event. */
export function described(each: ConformanceCase, harness: Pick<ConformanceHarness, 'service' | 'sdk'>) {
  const { id, title, level, proves } = each
  const group = id.slice(0, id.indexOf('/'))
  return { id, group, title, level, proves, verification: verificationOf(harness, each) }
}

/** The result of a case that was not started. */
export function notExercised(
  each: ConformanceCase,
  harness: Pick<ConformanceHarness, 'service' | 'sdk'>,
  reason: string,
): CaseResult {
  return { ...described(each, harness), status: 'not-exercised', reason, durationMs: 0 }
}
