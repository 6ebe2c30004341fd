import type { CaseResult } from '../report/conformance-report.ts'
import type { FactRule } from '../trace/fact-rule.ts'
import type { MutantOutcome } from './mutant-result.ts'
import type { Planting } from './plan-mutants.ts'

export interface MutantVerdict {
  readonly outcome: MutantOutcome
  readonly reason?: string
}

const invariantLine = /^(inv\. \d+): /

/** What a run of the case says about the fault that was planted in it. */
export function mutantVerdict(
  { goal, mutant }: Planting,
  { status, reason = '' }: Pick<CaseResult, 'status' | 'reason'>,
  violations: readonly FactRule[],
): MutantVerdict {
  if (status !== 'passed' && status !== 'failed') return { outcome: 'not-exercised', reason }
  if ('passes' in goal) {
    if (status === 'failed') return { outcome: 'leaked', reason }
    const [named, wanted] = [violations, goal.violates].map((rules) => [...new Set(rules)].sort().join(', '))
    if (named === wanted)
      return { outcome: 'absorbed', reason: named || 'legal by the contract, and nothing was named' }
    return {
      outcome: 'unnamed',
      reason: `the facts were to break ${wanted || 'no rule'}, named was ${named || 'none'}`,
    }
  }
  if (status === 'passed') return { outcome: 'survived' }
  const lines = reason.split('\n')
  const broken = lines.flatMap((line) => invariantLine.exec(line)?.[1] ?? [])
  const own = lines.filter((line) => !invariantLine.test(line)).join('\n')
  const others = broken.filter((invariant) => !mutant.breaks.some((each) => each === invariant))
  // A case that would not have noticed is weak, even where the grammar of events did.
  return own !== '' && goal.fails.test(own) && others.length === 0
    ? { outcome: 'killed', reason }
    : { outcome: 'killed-for-another-reason', reason }
}
