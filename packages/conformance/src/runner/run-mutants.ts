import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { absorbedMutants } from '../mutants/absorbed-mutants.ts'
import type { Mutant } from '../mutants/mutant.ts'
import { MutantBench, type MutantLane } from './mutant-bench.ts'
import type { MutantResult } from './mutant-result.ts'
import { type MutantVerdict, mutantVerdict } from './mutant-verdict.ts'
import { type Planting, planMutants } from './plan-mutants.ts'

export interface MutantRunOptions {
  readonly harness: ConformanceHarness
  readonly browser: Browser
  readonly mutants: readonly Mutant[]
  readonly cases: readonly ConformanceCase[]
  /** Plants in these cases only; default in every one that a mutant names. */
  readonly only?: readonly string[]
  /** How many faults are planted side by side, each with a service of its own; default 1. */
  readonly lanes?: number
  readonly onResult?: (result: MutantResult) => void
}

/**
 * Plants one fault at a time, and runs the cases that must notice it, or must not. Before that, each case runs without the
 * fault: one that fails anyway proves nothing.
 *
 * @throws {Error} when a mutant does not fit the sources any more, or the service does not start
 */
export async function runMutants(options: MutantRunOptions): Promise<readonly MutantResult[]> {
  const { harness, browser, mutants, cases, only = [], lanes = 1, onResult } = options
  const plan = planMutants(mutants, absorbedMutants).filter((each) => only.length === 0 || only.includes(each.case))
  const results: MutantResult[] = []
  /** Why a case is no proof, or `null` where it passes without the fault. */
  const baselines = new Map<string, Promise<string | null>>()

  const baselineOf = (key: string, each: ConformanceCase, lane: MutantLane): Promise<string | null> => {
    const known = baselines.get(key) ?? lane.runPlain(each).then(whyNoProof)
    baselines.set(key, known)
    return known
  }
  const plant = async (planting: Planting, lane: MutantLane): Promise<MutantVerdict> => {
    const each = cases.find(({ id }) => id === planting.case)
    if (!each) return { outcome: 'not-exercised', reason: 'the suite has no such case' }
    if ('fails' in planting.goal) {
      const reason = await baselineOf(planting.goal.baseline, each, lane)
      if (reason !== null) return { outcome: 'no-baseline', reason }
    }
    const { result, violations } = await lane.runPlanted(each, planting)
    return mutantVerdict(planting, result, violations)
  }
  const work = async (lane: MutantLane, queue: Planting[]): Promise<void> => {
    for (let planting = queue.shift(); planting; planting = queue.shift()) {
      const started = performance.now()
      const verdict = plant(planting, lane)
      const { goal, mutant } = planting
      if ('passes' in goal) {
        // What is planted under this one passes without it, or not.
        const leak = verdict.then(({ outcome, reason = '' }) => (outcome === 'leaked' ? reason : null))
        baselines.set(`${mutant.id} ${planting.case}`, leak)
      }
      const result = resultOf(planting, await verdict, Math.round(performance.now() - started))
      results.push(result)
      onResult?.(result)
    }
  }

  const bench = await MutantBench.open(harness, browser, lanes, plan)
  try {
    const queue = [...plan]
    await Promise.all(bench.lanes.map((lane) => work(lane, queue)))
    return results
  } finally {
    await bench.close()
  }
}

function whyNoProof({ result, violations }: Awaited<ReturnType<MutantLane['runPlain']>>): string | null {
  if (result.status === 'failed') return result.reason ?? ''
  return violations.length > 0 ? `its facts break ${violations.join(', ')} without the fault` : null
}

function resultOf(planting: Planting, { outcome, reason }: MutantVerdict, durationMs: number): MutantResult {
  const { core, mutant, wrapper } = planting
  return {
    id: mutant.id,
    fault: mutant.fault,
    ...(core && wrapper && { under: wrapper.id }),
    case: planting.case,
    outcome,
    dealtWith: outcome === 'killed' || outcome === 'absorbed',
    ...(reason && { reason }),
    durationMs,
  }
}
