import type { CaseTraces } from '../runner/case-traces.ts'
import { diffCase } from './diff-case.ts'

/** The traces of a whole run, by case. */
export interface TracedRun {
  readonly adapter: string
  readonly cases: ReadonlyMap<string, CaseTraces>
}

/** `--diff`: prints where the apps of two adapters were told different things. Returns the exit code: 1 when they were. */
export function printDifferences([left, right]: readonly TracedRun[]): number {
  if (!left || !right) return 1
  let compared = 0
  let different = 0
  for (const [id, before] of left.cases) {
    const after = right.cases.get(id)
    if (!after) continue
    compared += 1
    const difference = diffCase({ adapter: left.adapter, traces: before }, { adapter: right.adapter, traces: after })
    if (difference === '') continue
    different += 1
    console.log(`\n${id}\n${difference}`)
  }
  console.log(`\n${left.adapter} and ${right.adapter}: ${different} of ${compared} cases tell an app different things.`)
  return different > 0 ? 1 : 0
}
