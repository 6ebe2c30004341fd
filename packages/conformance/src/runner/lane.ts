import type { Capabilities } from '@televid/core'
import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import type { CaseResult } from '../report/conformance-report.ts'
import type { CaseTraces } from './case-traces.ts'
import type { PageBench } from './page-bench.ts'
import type { PageHost } from './page-host.ts'
import { runCase } from './run-case.ts'
import type { RunRecord } from './run-record.ts'
import { SharedCalls } from './shared-calls.ts'
import type { TabPool } from './tab-pool.ts'

export interface LaneOptions {
  readonly harness: ConformanceHarness
  readonly tabs: TabPool
  readonly host: PageHost
  readonly record: RunRecord
  /** Of what bad lines lose, a whole number. */
  readonly seed: number
  readonly blockingBrowser?: (() => Promise<Browser>) | undefined
  readonly onTraces?: ((traces: CaseTraces) => void) | undefined
}

/** Runs cases one after the other, on a service and shared calls of its own, so that several lanes never meet. */
export class Lane {
  readonly bench: PageBench
  readonly #options: LaneOptions
  readonly #shared: SharedCalls

  private constructor(options: LaneOptions, bench: PageBench) {
    this.#options = options
    this.bench = bench
    this.#shared = new SharedCalls(bench, options.seed)
  }

  static async open(options: LaneOptions): Promise<Lane> {
    const { harness, tabs, host, record } = options
    const service = await harness.start({ pages: host.origin })
    record.serves(service)
    return new Lane(options, { tabs, host, service, record })
  }

  run(each: ConformanceCase, capabilities: Capabilities): Promise<CaseResult> {
    const { harness, blockingBrowser, onTraces } = this.#options
    return runCase(each, { ...this.bench, harness, capabilities, shared: this.#shared, blockingBrowser, onTraces })
  }

  async close(): Promise<void> {
    try {
      await this.#shared.close()
    } finally {
      await this.bench.service.close()
    }
  }
}
