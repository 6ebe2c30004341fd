import type { ConformanceService } from '../harness/conformance-harness.ts'
import type { MediaLines } from './media-lines.ts'
import type { PageHost } from './page-host.ts'
import type { RunRecord } from './run-record.ts'
import type { TabPool } from './tab-pool.ts'

/** What a page of the suite is made of. */
export interface PageBench {
  readonly tabs: TabPool
  readonly host: PageHost
  readonly service: ConformanceService
  /** Of the run that the page belongs to. */
  readonly record: RunRecord
  /** Gives the page a line for its media; default: packets go directly. */
  readonly lines?: MediaLines
}
