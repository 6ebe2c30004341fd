import { readFile } from 'node:fs/promises'
import type { ConformanceReport } from './conformance-report.ts'

/** An earlier `conformance.json`; `null` where there is none, or none that can be read. */
export async function readReport(file: string): Promise<ConformanceReport | null> {
  try {
    const report = JSON.parse(await readFile(file, 'utf8'))
    return isReport(report) ? report : null
  } catch {
    return null
  }
}

/** As far as a page is made of it; whoever wrote it, its texts are escaped. */
function isReport(value: unknown): value is ConformanceReport {
  const { suite, runs } = Object(value)
  return typeof suite?.version === 'string' && Array.isArray(runs) && runs.every(isRun)
}

function isRun(value: unknown): boolean {
  const run = Object(value)
  const texts = [run.adapter, run.browser, run.os, run.startedAt]
  return (
    texts.every((text) => typeof text === 'string') &&
    typeof run.durationMs === 'number' &&
    Array.isArray(run.cases) &&
    run.cases.every(
      (result: unknown) => typeof Object(result).id === 'string' && typeof Object(result).status === 'string',
    )
  )
}
