import type { CaseStatus, ConformanceRun } from './conformance-report.ts'

/** `expected/<adapter>.json`: what each case is known to give; reviewed like code. */
export type ExpectedStatuses = Readonly<Record<string, CaseStatus>>

export interface ExpectedDifference {
  /** `missing`: expected, but not in the run. `new`: in the run, but not expected. */
  readonly kind: 'missing' | 'new' | 'changed'
  readonly id: string
  /** `null` where `kind` is `new`. */
  readonly expected: CaseStatus | null
  /** `null` where `kind` is `missing`. */
  readonly actual: CaseStatus | null
  /** `error`: it got worse (away from `passed`, or to `failed`). `update`: the file has to follow. */
  readonly severity: 'error' | 'update'
  /** One line. */
  readonly text: string
}

/** Where a run differs from what was reviewed, in the order of the run; what is missing comes last. */
export function compareExpected(run: ConformanceRun, expected: ExpectedStatuses): ExpectedDifference[] {
  const known = new Map(Object.entries(expected))
  const differences: ExpectedDifference[] = []
  for (const { id, status, reason } of run.cases) {
    const before = known.get(id) ?? null
    known.delete(id)
    if (before !== status) differences.push(difference(run.adapter, id, before, status, reason))
  }
  for (const [id, status] of known) differences.push(difference(run.adapter, id, status, null))
  return differences
}

function difference(
  adapter: string,
  id: string,
  expected: CaseStatus | null,
  actual: CaseStatus | null,
  reason?: string,
): ExpectedDifference {
  const kind = expected === null ? 'new' : actual === null ? 'missing' : 'changed'
  const severity = expected === 'passed' || actual === 'failed' ? 'error' : 'update'
  const advice = severity === 'update' ? ` Update expected/${adapter}.json.` : ''
  const because = reason && actual !== 'passed' ? ` (${reason.split(/\r?\n/, 1)[0]})` : ''
  const text = {
    new: `${id}: new, ${actual}${because}.${advice}`,
    missing: `${id}: expected ${expected}, but the run does not have it.${advice}`,
    changed: `${id}: expected ${expected}, got ${actual}${because}.${advice}`,
  }[kind]
  return { kind, id, expected, actual, severity, text }
}
