import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { allCases } from '../cases/all-cases.ts'
import { manualCases } from '../manual/manual-cases.ts'
import { parseManualSheet } from '../manual/parse-manual-sheet.ts'
import type { ConformanceReport } from '../report/conformance-report.ts'
import { manualVerdict } from '../report/manual-verdict.ts'
import { mergeReports } from '../report/merge-reports.ts'
import { readReport } from '../report/read-report.ts'
import { summarize } from '../report/summarize.ts'
import { writeReport } from '../report/write-report.ts'
import type { FoundHarness } from './found-harness.ts'
import { keepManualSheet, manualRunsOf } from './manual-files.ts'
import { suiteVersion } from './suite-version.ts'

/**
 * `--import`: checks what testers handed in, keeps it beside the harness, and puts it into the last whole report. Returns the
 * exit code: 1 where a MUST failed by hand.
 */
export async function importSheets(
  files: readonly string[],
  found: readonly FoundHarness[],
  reports: string,
): Promise<number> {
  const sheets = await Promise.all(
    files.map(async (file) => {
      const sheet = parseManualSheet(await readSheet(file), file, manualCases)
      const owners = found.filter(({ harness }) => harness.adapter === sheet.adapter)
      const [owner] = owners
      if (owner && owners.length === 1) return { sheet, owner }
      const known = found.map(({ name }) => name).join(', ')
      throw new Error(
        owner
          ? `${file}: ${owners.length} harnesses are for "${sheet.adapter}"; choose one with --adapter NAME (${known}).`
          : `${file}: is about the adapter "${sheet.adapter}"; the chosen harnesses are for ${known}.`,
      )
    }),
  )
  for (const { sheet, owner } of sheets) console.log(`Kept: ${relative('', await keepManualSheet(owner, sheet))}`)
  const manual = (await Promise.all([...new Set(sheets.map(({ owner }) => owner))].map(manualRunsOf))).flat()
  const suite = { name: '@televid/conformance', version: suiteVersion(), cases: allCases.length } as const
  const imported: ConformanceReport = { suite, runs: [], manual }
  const report = mergeReports(await readReport(join(reports, 'conformance.json')), imported)
  const { html } = await writeReport(report, reports)
  console.log(`\n${summarize(imported).text}\nReport: ${relative('', html)}`)
  return manual.some((run) => manualVerdict(run).failed.length > 0) ? 1 : 0
}

function readSheet(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`--import ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`)
  })
}
