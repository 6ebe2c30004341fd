import type { ManualCaseResult, ManualRun } from './conformance-report.ts'

export interface ManualVerdict {
  /** MUST cases that failed by hand: they count like any other failure. */
  readonly failed: readonly ManualCaseResult[]
  /** MUST cases that nobody did, or could do. They are shown, and stop nothing: no machine can do them. */
  readonly open: readonly ManualCaseResult[]
}

export function manualVerdict({ cases }: ManualRun): ManualVerdict {
  const must = cases.filter(({ level }) => level === 'MUST')
  return {
    failed: must.filter(({ status }) => status === 'failed'),
    open: must.filter(({ status }) => status !== 'failed' && status !== 'passed'),
  }
}
