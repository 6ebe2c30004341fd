import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { people } from '../harness/person.ts'
import type { AdapterMutant } from '../mutants/adapter-mutant.ts'
import { startPageHost } from './page-host.ts'
import { PersonPage } from './person-page.ts'
import { runCase } from './run-case.ts'
import { RunRecord } from './run-record.ts'
import { SharedCalls } from './shared-calls.ts'
import { TabPool } from './tab-pool.ts'

export interface MutantRunOptions {
  readonly harness: ConformanceHarness
  readonly browser: Browser
  readonly mutants: readonly AdapterMutant[]
  readonly cases: readonly ConformanceCase[]
  readonly onResult?: (result: MutantResult) => void
}

export interface MutantResult {
  readonly id: string
  readonly fault: string
  /** The case that had to notice, or had not to. */
  readonly case: string
  /**
   * `killed`: a fatal fault was noticed. `survived`: it was not, so the suite can be fooled. `absorbed`: core mended it.
   * `leaked`: core should have, and apps notice. `not-exercised`: the case did not run.
   */
  readonly outcome: 'killed' | 'survived' | 'absorbed' | 'leaked' | 'not-exercised'
  /** Words of the failing case. */
  readonly reason?: string
}

/** Plants one fault at a time and runs the cases that must notice it, or must not. */
export async function runMutants({
  harness,
  browser,
  mutants,
  cases,
  onResult,
}: MutantRunOptions): Promise<readonly MutantResult[]> {
  const host = await startPageHost(harness.module)
  const service = await harness.start({ pages: host.origin })
  const tabs = new TabPool(browser, host)
  const results: MutantResult[] = []
  try {
    const probe = await PersonPage.open({ tabs, host, service, record: new RunRecord() }, people[0])
    const { capabilities } = await probe.page.evaluate(() => window.conformance.adapter)
    await probe.close()
    for (const { id, fault, kind, cases: named } of mutants) {
      const planted = { ...host, url: `${host.url}?mutant=${id}` }
      const bench = { tabs, host: planted, service, record: new RunRecord() }
      const shared = new SharedCalls(bench, 1)
      for (const name of named) {
        const each = cases.find((known) => known.id === name)
        const result = each && (await runCase(each, { ...bench, harness, capabilities, shared }))
        const outcome = outcomeOf(kind, result?.status)
        const told: MutantResult = { id, fault, case: name, outcome, ...(result?.reason && { reason: result.reason }) }
        results.push(told)
        onResult?.(told)
      }
      await shared.close()
    }
    return results
  } finally {
    await service.close()
    await tabs.close()
    await host.close()
  }
}

function outcomeOf(kind: AdapterMutant['kind'], status: string | undefined): MutantResult['outcome'] {
  if (status !== 'passed' && status !== 'failed') return 'not-exercised'
  if (kind === 'fatal') return status === 'failed' ? 'killed' : 'survived'
  return status === 'passed' ? 'absorbed' : 'leaked'
}
