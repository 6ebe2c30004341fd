import type { Capabilities } from '@televid/core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { Stimuli } from '../harness/stimuli.ts'
import type { CaseStatus } from '../report/conformance-report.ts'

/** Why a case does not run, from the declared capabilities and the stimuli of the bench alone; `null` when it runs. */
export function whyNotRun(
  { requires, requiresNot, stimuli = [] }: ConformanceCase,
  capabilities: Capabilities,
  available: Partial<Stimuli>,
): { readonly status: Exclude<CaseStatus, 'passed' | 'failed'>; readonly reason: string } | null {
  // The core set is never not applicable: an adapter without messages fails those cases.
  if (requires && requires !== 'messages' && capabilities[requires].support === 'none') {
    return { status: 'not-applicable', reason: `${requires} is declared "none"` }
  }
  if (requiresNot && capabilities[requiresNot].support !== 'none') {
    return { status: 'not-applicable', reason: `${requiresNot} is declared` }
  }
  const missing = stimuli.filter((name) => !available[name])
  return missing.length > 0 ? { status: 'not-exercised', reason: `the bench has no ${missing.join(', ')}` } : null
}
