import type { Capabilities } from '@televid/core'
import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness, ConformanceService } from '../harness/conformance-harness.ts'
import { people } from '../harness/person.ts'
import type { CaseResult } from '../report/conformance-report.ts'
import type { FactRule } from '../trace/fact-rule.ts'
import { ArmedCall } from './armed-call.ts'
import type { CaseTraces } from './case-traces.ts'
import { MutantPages } from './mutant-pages.ts'
import { type PageHost, startPageHost } from './page-host.ts'
import { PersonPage } from './person-page.ts'
import type { Planting } from './plan-mutants.ts'
import { RetriedCall } from './retried-call.ts'
import { defaultTimeoutMs, runCase } from './run-case.ts'
import { RunRecord } from './run-record.ts'
import { SharedCalls } from './shared-calls.ts'
import { TabPool } from './tab-pool.ts'
import { verdictOn } from './trace-verdict.ts'

/** A case opens a call of its own here, and under a fault it waits in vain for as long as it can: ms beside its usual time. */
const moreMs = 30_000
/** Of what bad lines lose: the same each time, so that the fault decides. */
const seed = 1

/** A case that was run, and the rules of the contract that its facts broke. */
export interface JudgedCase {
  readonly result: CaseResult
  readonly violations: readonly FactRule[]
}

/** Where faults are planted, several at a time. */
export class MutantBench {
  readonly lanes: readonly MutantLane[]
  readonly #host: PageHost
  readonly #tabs: TabPool

  private constructor(host: PageHost, tabs: TabPool, lanes: readonly MutantLane[]) {
    this.#host = host
    this.#tabs = tabs
    this.lanes = lanes
  }

  /**
   * @param count of lanes, each with a service of its own
   * @param plan what will be planted
   * @throws {Error} when a mutant does not fit the sources any more, or the service does not start
   */
  static async open(
    harness: ConformanceHarness,
    browser: Browser,
    count: number,
    plan: readonly Planting[],
  ): Promise<MutantBench> {
    const host = await startPageHost(harness)
    const tabs = new TabPool(browser, host)
    const services: ConformanceService[] = []
    const record = new RunRecord()
    try {
      const pages = new MutantPages(host, harness.module)
      await Promise.all(plan.map((planting) => pages.host(planting, true)))
      const started = await Promise.allSettled(
        Array.from({ length: count }, () => harness.start({ pages: host.origin })),
      )
      for (const service of started) if (service.status === 'fulfilled') services.push(service.value)
      const failed = started.find((service) => service.status === 'rejected')
      const [first] = services
      if (failed || !first) throw failed?.reason ?? new Error('A run needs at least one lane.')
      const page = await PersonPage.open({ tabs, host, service: first, record }, people[0])
      const { capabilities } = await page.page.evaluate(() => window.conformance.adapter)
      await page.close()
      return new MutantBench(
        host,
        tabs,
        services.map((service) => new MutantLane({ harness, host, tabs, pages, service, capabilities, record })),
      )
    } catch (error) {
      await Promise.all(services.map((service) => service.close()))
      await host.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()))
    await this.#tabs.close()
    await this.#host.close()
  }
}

interface LaneParts {
  readonly harness: ConformanceHarness
  readonly host: PageHost
  readonly tabs: TabPool
  readonly pages: MutantPages
  readonly service: ConformanceService
  readonly capabilities: Capabilities
  /** What runs without a fault is one run: some cases look at all of it, others share an act. */
  readonly record: RunRecord
}

/** Plants one fault after the other. */
export class MutantLane {
  readonly #parts: LaneParts
  readonly #plain: SharedCalls

  constructor(parts: LaneParts) {
    this.#parts = parts
    this.#plain = new SharedCalls(parts, seed, RetriedCall)
  }

  /** Runs a case without a fault, on calls that these cases share. */
  async runPlain(each: ConformanceCase): Promise<JudgedCase> {
    return judged(patient(each), { ...this.#parts, shared: this.#plain })
  }

  /**
   * Runs a case under a fault, on pages of its own.
   *
   * @param record of the runs under this fault that may share an act
   */
  async runPlanted(each: ConformanceCase, planting: Planting, record: RunRecord): Promise<JudgedCase> {
    const { pages, capabilities, ...parts } = this.#parts
    const { wrapper } = planting
    const [armed, waiting] = await Promise.all([pages.host(planting, true), pages.host(planting, false)])
    const shared = new SharedCalls({ ...parts, host: waiting, record }, seed, ArmedCall)
    try {
      return await judged(patient(each), {
        ...parts,
        host: armed,
        shared,
        record,
        capabilities: { ...capabilities, ...(wrapper?.kind === 'absorbed' && wrapper.declares) },
      })
    } finally {
      await shared.close()
    }
  }

  async close(): Promise<void> {
    await this.#plain.close()
    await this.#parts.service.close()
  }
}

function patient(each: ConformanceCase): ConformanceCase {
  return { ...each, timeoutMs: (each.timeoutMs ?? defaultTimeoutMs) + moreMs }
}

async function judged(each: ConformanceCase, bench: Parameters<typeof runCase>[1]): Promise<JudgedCase> {
  bench.record.serves(bench.service)
  const violations: FactRule[] = []
  const onTraces = ({ traces }: CaseTraces) =>
    void violations.push(...verdictOn(traces, bench.capabilities).violations.map(({ rule }) => rule))
  const result = await runCase(each, { ...bench, onTraces })
  return { result, violations }
}
