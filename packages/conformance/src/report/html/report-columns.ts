import type { CaseResult, ConformanceReport, ConformanceRun } from '../conformance-report.ts'

/** One column of the matrix: a run, or an adapter that was not run. */
export interface ReportColumn {
  /** Unique: the adapter's name, numbered where it was run more than once. */
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
    return runs.map((run, index) => ({
      name: index === 0 ? adapter : `${adapter} (${index + 1})`,
      run,
      cases: new Map(run.cases.map((result) => [result.id, result])),
    }))
  })
}
