import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { redact } from '../report/redact.ts'
import type { MutantResult } from '../runner/mutant-result.ts'

/** `reports/mutants.json`. */
export interface MutantReport {
  readonly runs: readonly {
    readonly adapter: string
    readonly durationMs: number
    readonly results: readonly MutantResult[]
  }[]
}

/**
 * Writes `mutants.json` into a folder, or `mutants-partial.json` for a run of some only.
 *
 * @returns the path
 */
export async function writeMutants({ runs }: MutantReport, folder: string, whole: boolean): Promise<string> {
  const path = join(folder, whole ? 'mutants.json' : 'mutants-partial.json')
  const clean: MutantReport = {
    runs: runs.map((run) => ({
      ...run,
      results: run.results.map((each) => ({ ...each, ...(each.reason && { reason: redact(each.reason) }) })),
    })),
  }
  await mkdir(folder, { recursive: true })
  await writeFile(path, `${JSON.stringify(clean, null, 2)}\n`)
  return path
}
