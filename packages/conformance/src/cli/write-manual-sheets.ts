import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { manualCases } from '../manual/manual-cases.ts'
import { toSheetHtml } from '../manual/to-sheet-html.ts'
import { findPackage } from '../runner/find-package.ts'
import type { FoundHarness } from './found-harness.ts'
import { suiteVersion } from './suite-version.ts'

/** `--manual-sheet`: one page for each adapter. Returns the exit code. */
export async function writeManualSheets(found: readonly FoundHarness[], folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  for (const { harness, name } of found) {
    const adapterVersion = (await findPackage(harness.module))?.version ?? null
    const page = toSheetHtml({ adapter: harness.adapter, adapterVersion, suite: suiteVersion(), cases: manualCases })
    const file = join(folder, `manual-sheet-${name}.html`)
    await writeFile(file, page)
    console.log(`${name}: ${relative('', file)}`)
  }
  return 0
}
