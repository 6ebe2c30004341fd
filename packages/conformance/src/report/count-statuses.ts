import type { CaseResult, CaseStatus } from './conformance-report.ts'

export type StatusCounts = Record<CaseStatus, number>

/** How many cases ended with each status. */
export function countStatuses(cases: readonly CaseResult[]): StatusCounts {
  const counts: StatusCounts = { passed: 0, failed: 0, 'not-applicable': 0, 'not-exercised': 0 }
  for (const { status } of cases) counts[status] += 1
  return counts
}
