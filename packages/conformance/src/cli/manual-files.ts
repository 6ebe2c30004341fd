import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { manualCases } from '../manual/manual-cases.ts'
import { type ManualPlatform, manualPlatforms } from '../manual/manual-platform.ts'
import { manualRun } from '../manual/manual-run.ts'
import type { ManualSheet } from '../manual/manual-sheet.ts'
import { parseManualSheet } from '../manual/parse-manual-sheet.ts'
import type { ManualRun } from '../report/conformance-report.ts'
import type { FoundHarness } from './found-harness.ts'

/**
 * The columns of a harness's phones, from what was imported to `manual/` beside it.
 *
 * @throws {Error} that names the file which cannot be used
 */
export function manualRunsOf(found: FoundHarness): Promise<readonly ManualRun[]> {
  return Promise.all(
    manualPlatforms.map(async (platform) => {
      const file = fileOf(found, platform)
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return manualRun(found.harness, platform, text === null ? null : parseManualSheet(text, file, manualCases))
    }),
  )
}

/** Keeps what a tester handed in. Returns the path. */
export async function keepManualSheet(found: FoundHarness, sheet: ManualSheet): Promise<string> {
  const file = fileOf(found, sheet.platform)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(sheet, null, 2)}\n`)
  return file
}

function fileOf({ folder, name }: FoundHarness, platform: ManualPlatform): string {
  return join(folder, 'manual', `${name}.${platform}.json`)
}
