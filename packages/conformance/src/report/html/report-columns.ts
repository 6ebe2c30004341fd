import type {
  CaseResult,
  ConformanceReport,
  ConformanceRun,
  ManualCaseResult,
  ManualRun,
} from '../conformance-report.ts'
import { manualLabel, runLabel } from '../run-label.ts'

export type ColumnResult = CaseResult | ManualCaseResult

/** One column of the matrix: a run, what was found by hand, or an adapter that was not run. */
export interface ReportColumn {
  /** Unique: see `runLabel`; numbered where the same was run more than once. */
  readonly name: string
  readonly run: ConformanceRun | null
  readonly manual: ManualRun | null
  readonly cases: ReadonlyMap<string, ColumnResult>
}

/** The adapters in the order given, then what else was run; what was done by hand follows its adapter. */
export function reportColumns(report: ConformanceReport, adapters: readonly string[]): ReportColumn[] {
  const names = [...new Set([...adapters, ...[...report.runs, ...report.manual].map(({ adapter }) => adapter)])]
  return names.flatMap((adapter): ReportColumn[] => {
    const runs = report.runs.filter((run) => run.adapter === adapter)
    const manual = report.manual.filter((each) => each.adapter === adapter).map(manualColumn)
    if (runs.length === 0) return [{ name: adapter, run: null, manual: null, cases: new Map() }, ...manual]
    const labels = runs.map(runLabel)
    const columns = runs.map((run, index) => {
      const label = labels[index] ?? adapter
      const earlier = labels.slice(0, index).filter((other) => other === label).length
      return {
        name: earlier === 0 ? label : `${label} (${earlier + 1})`,
        run,
        manual: null,
        cases: new Map(run.cases.map((result) => [result.id, result])),
      }
    })
    return [...columns, ...manual]
  })
}

function manualColumn(manual: ManualRun): ReportColumn {
  const cases = new Map(manual.cases.map((result) => [result.id, result]))
  return { name: manualLabel(manual), run: null, manual, cases }
}
