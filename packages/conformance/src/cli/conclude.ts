import { join, relative } from 'node:path'
import { allCases } from '../cases/all-cases.ts'
import type { ConformanceReport, ManualRun } from '../report/conformance-report.ts'
import { mergeReports } from '../report/merge-reports.ts'
import { readReport } from '../report/read-report.ts'
import { summarize } from '../report/summarize.ts'
import { writeReport } from '../report/write-report.ts'
import { acceptStatuses, expectedDifferences } from './expected-differences.ts'
import type { FinishedRun } from './run-suite.ts'
import { suiteVersion } from './suite-version.ts'

export interface ConcludeOptions {
  /** Folder of the reports. */
  readonly reports: string
  readonly accept: boolean
  /** What was found by hand; part of a whole report only. */
  readonly manual: readonly ManualRun[]
  /** Whether all cases were run to their end. */
  readonly whole: boolean
}

/** Writes the report, prints what a lead needs to know, and returns the exit code. */
export async function conclude(
  finished: readonly FinishedRun[],
  { reports, accept, whole, manual }: ConcludeOptions,
): Promise<number> {
  const suite = { name: '@televid/conformance', version: suiteVersion(), cases: allCases.length } as const
  const report: ConformanceReport = { suite, runs: finished.map(({ run }) => run), manual: whole ? manual : [] }
  const name = whole ? 'conformance' : 'conformance-partial'
  const older = whole ? await readReport(join(reports, `${name}.json`)) : null
  const { html } = await writeReport(mergeReports(older, report), reports, { name })
  const { exitCode, text } = summarize(report)
  console.log(`\n${text}`)
  if (!whole)
    console.log('A part of the suite proves no conformance; the report of the last whole run was left as it is.')
  const different = whole ? await differences(finished, accept) : 0
  console.log(`Report: ${relative('', html)}`)
  return different > 0 ? 1 : exitCode
}

async function differences(finished: readonly FinishedRun[], accept: boolean): Promise<number> {
  let count = 0
  for (const each of finished) {
    if (each.run.browser === 'firefox') continue
    if (accept) {
      console.log(`Written for review: ${relative('', await acceptStatuses(each))}`)
      continue
    }
    const found = await expectedDifferences(each)
    if (found.length > 0) console.log(`${each.name}: not as expected (expected/${each.name}.json): ${found.length}`)
    for (const difference of found) console.log(`  ${difference}`)
    count += found.length
  }
  if (count > 0) console.log()
  return count
}
