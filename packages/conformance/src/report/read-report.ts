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
  const { suite, runs, manual } = Object(value)
  return (
    typeof suite?.version === 'string' &&
    Array.isArray(runs) &&
    runs.every(isRun) &&
    Array.isArray(manual) &&
    manual.every(isManual)
  )
}

function isRun(value: unknown): boolean {
  const { adapter, browser, os, startedAt, durationMs, cases } = Object(value)
  const texts = [adapter, browser, os, startedAt]
  return texts.every((text) => typeof text === 'string') && typeof durationMs === 'number' && areResults(cases)
}

function isManual(value: unknown): boolean {
  const { adapter, platform, sheet, cases } = Object(value)
  return typeof adapter === 'string' && typeof platform === 'string' && typeof sheet === 'object' && areResults(cases)
}

function areResults(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((result) => typeof Object(result).id === 'string' && typeof Object(result).status === 'string')
  )
}
