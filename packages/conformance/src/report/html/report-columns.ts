import type { CaseResult, ConformanceReport, ConformanceRun } from '../conformance-report.ts'
import { runLabel } from '../run-label.ts'

/** One column of the matrix: a run, or an adapter that was not run. */
export interface ReportColumn {
  /** Unique: see `runLabel`; numbered where the same was run more than once. */
  readonly name: string
  readonly run: ConformanceRun | null
  readonly cases: ReadonlyMap<string, CaseResult>
}

/** The adapters in the order given, then what else was run. */
export function reportColumns(report: ConformanceReport, adapters: readonly string[]): ReportColumn[] {
  const names = [...new Set([...adapters, ...report.runs.map(({ adapter }) => adapter)])]
  return names.flatMap((adapter): ReportColumn[] => {
    const runs = report.runs.filter((run) => run.adapter === adapter)
    if (runs.length === 0) return [{ name: adapter, run: null, cases: new Map() }]
    const labels = runs.map(runLabel)
    return runs.map((run, index) => {
      const label = labels[index] ?? adapter
      const earlier = labels.slice(0, index).filter((other) => other === label).length
      return {
        name: earlier === 0 ? label : `${label} (${earlier + 1})`,
        run,
        cases: new Map(run.cases.map((result) => [result.id, result])),
      }
    })
  })
}
