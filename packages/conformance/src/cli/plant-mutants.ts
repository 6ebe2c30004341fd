import type { Browser } from 'playwright-core'
import { allCases } from '../cases/all-cases.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import type { Mutant } from '../mutants/mutant.ts'
import type { MutantResult } from '../runner/mutant-result.ts'
import { runMutants } from '../runner/run-mutants.ts'
import { allMutants } from './choose-mutants.ts'
import { firstLine } from './first-line.ts'
import type { FoundHarness } from './found-harness.ts'
import { summarizeMutants } from './mutant-summary.ts'

export interface PlantOptions {
  readonly found: readonly FoundHarness[]
  readonly browser: Browser
  readonly mutants: readonly Mutant[]
  /** The cases to plant in. */
  readonly chosen: readonly ConformanceCase[]
  readonly lanes: number
}

/** `--mutants`: plants every fault, in each adapter. Returns the exit code. */
export async function plantMutants({ found, browser, mutants, chosen, lanes }: PlantOptions): Promise<number> {
  let ok = true
  for (const { harness } of found) {
    const started = performance.now()
    console.log(`${harness.adapter}: ${mutants.length} mutants; first, each case without a fault\n`)
    const results = await runMutants({
      harness,
      browser,
      mutants,
      cases: allCases,
      ...(chosen.length < allCases.length && { only: chosen.map(({ id }) => id) }),
      lanes,
      onResult: print,
    })
    const all = mutants.length === allMutants.length && chosen.length === allCases.length
    const summary = summarizeMutants(results, all)
    console.log(`\n${summary.text}\n${seconds(performance.now() - started)} in all`)
    ok &&= summary.ok
  }
  return ok ? 0 : 1
}

function print({ id, fault, under, case: name, outcome, dealtWith, reason, durationMs }: MutantResult): void {
  const sign = dealtWith ? (outcome === 'not-exercised' ? '?' : '✓') : '✗'
  const place = `${name}${under ? ` under ${under}` : ''}`
  console.log(`${sign} ${outcome} ${id} in ${place} (${seconds(durationMs)}): ${fault}`)
  if (reason) console.log(`    ${(dealtWith ? firstLine(reason) : reason).replaceAll('\n', '\n    ')}`)
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
