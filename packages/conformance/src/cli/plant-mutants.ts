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
import { type MutantReport, writeMutants } from './write-mutants.ts'

export interface PlantOptions {
  readonly found: readonly FoundHarness[]
  readonly browser: Browser
  readonly mutants: readonly Mutant[]
  /** The cases to plant in. */
  readonly cases: readonly ConformanceCase[]
  readonly lanes: number
  /** Folder of the report. */
  readonly reports: string
}

/** `--mutants`: plants every fault, in each adapter. Returns the exit code. */
export async function plantMutants(options: PlantOptions): Promise<number> {
  const { found, browser, mutants, cases, lanes, reports } = options
  const whole = mutants.length === allMutants.length && cases.length === allCases.length
  const runs: MutantReport['runs'][number][] = []
  let ok = true
  for (const { harness } of found) {
    const started = performance.now()
    console.log(`${harness.adapter}: ${mutants.length} mutants; each case runs without a fault first\n`)
    const results = await runMutants({
      harness,
      browser,
      mutants,
      cases: allCases,
      ...(cases.length < allCases.length && { only: cases.map(({ id }) => id) }),
      lanes,
      onResult: print,
    })
    const durationMs = Math.round(performance.now() - started)
    runs.push({ adapter: harness.adapter, durationMs, results })
    const summary = summarizeMutants(results, whole)
    console.log(`\n${summary.text}\n${seconds(durationMs)} in all`)
    ok &&= summary.ok
  }
  console.log(`Report: ${await writeMutants({ runs }, reports, whole)}`)
  return ok ? 0 : 1
}

function print({ id, fault, under, case: name, outcome, dealtWith, reason, durationMs }: MutantResult): void {
  const sign = dealtWith ? '✓' : '✗'
  const place = `${name}${under ? ` under ${under}` : ''}`
  console.log(`${sign} ${outcome} ${id} in ${place} (${seconds(durationMs)}): ${fault}`)
  if (reason) console.log(`    ${(dealtWith ? firstLine(reason) : reason).replaceAll('\n', '\n    ')}`)
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
