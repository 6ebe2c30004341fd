import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compareExpected } from '../report/compare-expected.ts'
import type { ConformanceRun } from '../report/conformance-report.ts'
import { parseExpected } from '../report/parse-expected.ts'

/** Where a whole run differs from the reviewed `expected/<adapter>.json`; none where there is no such file. */
export async function expectedDifferences(run: ConformanceRun, folder: string): Promise<readonly string[]> {
  const file = fileOf(run, folder)
  if (!existsSync(file)) return []
  return compareExpected(run, parseExpected(await readFile(file, 'utf8'), file)).map(({ text }) => text)
}

/** Writes what a whole run gave, for review. Returns the path. */
export async function acceptStatuses(run: ConformanceRun, folder: string): Promise<string> {
  const file = fileOf(run, folder)
  const statuses = Object.fromEntries(run.cases.map(({ id, status }) => [id, status]))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(statuses, null, 2)}\n`)
  return file
}

function fileOf({ adapter }: ConformanceRun, folder: string): string {
  return join(folder, 'expected', `${adapter}.json`)
}
