import type { ConformanceCase } from '../conformance-case.ts'
import type { Planting } from './plan-mutants.ts'

/** One run of a case: without a fault, or with one. Those with one `act` share what it gives. */
export interface MutantTask {
  readonly case: ConformanceCase
  /** None for a run without a fault. */
  readonly planting?: Planting
  readonly act?: string
  readonly waits?: true
}

/** Each case that has to pass without a fault, once, then the plantings; those whose case is not there are left out. */
export function mutantTasks(plan: readonly Planting[], cases: readonly ConformanceCase[]): readonly MutantTask[] {
  const task = (id: string, planting?: Planting): readonly MutantTask[] => {
    const found = cases.find((each) => each.id === id)
    if (!found) return []
    const { act, waits } = found
    // What is shared under one fault says nothing about another.
    const shared = act && `${act} ${planting?.core?.id ?? ''} ${planting?.wrapper?.id ?? ''}`
    return [{ case: found, ...(planting && { planting }), ...(shared && { act: shared }), ...(waits && { waits }) }]
  }
  const plain = plan.filter(({ goal }) => 'fails' in goal && goal.baseline.startsWith('plain '))
  return [
    ...[...new Set(plain.map((each) => each.case))].flatMap((id) => task(id)),
    ...plan.flatMap((planting) => task(planting.case, planting)),
  ]
}
