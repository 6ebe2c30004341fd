import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { absorbedMutants } from '../mutants/absorbed-mutants.ts'
import type { Mutant } from '../mutants/mutant.ts'
import { jobsOf } from './jobs-of.ts'
import { type JudgedCase, MutantBench, type MutantLane } from './mutant-bench.ts'
import type { MutantResult } from './mutant-result.ts'
import { type MutantTask, mutantTasks } from './mutant-tasks.ts'
import { type MutantVerdict, mutantVerdict } from './mutant-verdict.ts'
import { type Baseline, type Planting, planMutants } from './plan-mutants.ts'
import { RunRecord } from './run-record.ts'
import { takeJob } from './take-job.ts'

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
 * Plants one fault at a time, and runs the cases that must notice it, or must not. Each case runs without the fault too: one that
 * fails anyway proves nothing.
 *
 * @throws {Error} when a mutant does not fit the sources any more, or the service does not start
 */
export async function runMutants(options: MutantRunOptions): Promise<readonly MutantResult[]> {
  const { harness, browser, mutants, cases, only = [], lanes = 1, onResult } = options
  const plan = planMutants(mutants, absorbedMutants).filter((each) => only.length === 0 || only.includes(each.case))
  const results: MutantResult[] = []
  const tell = (planting: Planting, verdict: MutantVerdict, durationMs: number) => {
    const result = resultOf(planting, verdict, durationMs)
    results.push(result)
    onResult?.(result)
  }
  const baselines = new Baselines()
  for (const planting of plan) {
    if (!cases.some(({ id }) => id === planting.case))
      tell(planting, { outcome: 'not-exercised', reason: 'the suite has no such case' }, 0)
  }
  const queue = jobsOf(mutantTasks(plan, cases))

  const work = async (lane: MutantLane, job: readonly MutantTask[]): Promise<void> => {
    // The same fault for all of them.
    const record = new RunRecord()
    for (const { case: each, planting } of job) {
      if (!planting) {
        baselines.settle(`plain ${each.id}`, whyNoProof(await lane.runPlain(each)))
        continue
      }
      const started = performance.now()
      const { result, violations } = await lane.runPlanted(each, planting, record)
      const durationMs = Math.round(performance.now() - started)
      const verdict = mutantVerdict(planting, result, violations)
      if ('passes' in planting.goal) {
        // What is planted under this one passes without it, or not.
        const { reason = '' } = verdict
        baselines.settle(`${planting.mutant.id} ${each.id}`, result.status === 'passed' ? null : reason)
        tell(planting, verdict, durationMs)
      } else {
        baselines.after(planting.goal.baseline, (reason) =>
          tell(planting, reason === null ? verdict : { outcome: 'no-baseline', reason }, durationMs),
        )
      }
    }
  }

  const bench = await MutantBench.open(harness, browser, lanes, plan)
  try {
    await Promise.all(
      bench.lanes.map(async (lane, index) => {
        for (let job = takeJob(queue, index); job; job = takeJob(queue, index)) await work(lane, job)
      }),
    )
    return results
  } finally {
    await bench.close()
  }
}

/** Why a case is no proof, or `null` where it passes without the fault. */
class Baselines {
  readonly #settled = new Map<Baseline, string | null>()
  readonly #waiting = new Map<Baseline, ((reason: string | null) => void)[]>()

  settle(key: Baseline, reason: string | null): void {
    this.#settled.set(key, reason)
    for (const tell of this.#waiting.get(key) ?? []) tell(reason)
    this.#waiting.delete(key)
  }

  /** Calls back once it is known, so that no lane waits for another. */
  after(key: Baseline, tell: (reason: string | null) => void): void {
    const reason = this.#settled.get(key)
    if (reason !== undefined) tell(reason)
    else this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), tell])
  }
}

function whyNoProof({ result, violations }: JudgedCase): string | null {
  if (result.status !== 'passed') return result.reason ?? result.status
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
