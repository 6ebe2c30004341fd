import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compareExpected } from '../report/compare-expected.ts'
import { parseExpected } from '../report/parse-expected.ts'
import { printable } from '../report/printable.ts'
import type { FinishedRun } from './run-suite.ts'

/** Where a whole run differs from the reviewed `expected/<name>.json`; nowhere if there is no such file. */
export async function expectedDifferences(finished: FinishedRun): Promise<readonly string[]> {
  const file = fileOf(finished)
  if (!existsSync(file)) return []
  const expected = parseExpected(await readFile(file, 'utf8'), file)
  return compareExpected(finished.run, expected).map(({ text }) => printable(text))
}

/** Writes what a whole run gave, for review. Returns the path. */
export async function acceptStatuses(finished: FinishedRun): Promise<string> {
  const file = fileOf(finished)
  const statuses = Object.fromEntries(finished.run.cases.map(({ id, status }) => [id, status]))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(statuses, null, 2)}\n`)
  return file
}

function fileOf({ folder, name }: FinishedRun): string {
  return join(folder, 'expected', `${name}.json`)
}
