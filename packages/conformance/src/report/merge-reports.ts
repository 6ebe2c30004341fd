import type { ConformanceReport } from './conformance-report.ts'
import { manualLabel, runLabel } from './run-label.ts'

/**
 * A newer report, with the runs (and what was done by hand) of an older one that it does not repeat: one adapter after the other gives one matrix. An older
 * report of another version of the suite, or of another number of cases, gives nothing.
 */
export function mergeReports(older: ConformanceReport | null, newer: ConformanceReport): ConformanceReport {
  const { version, cases } = newer.suite
  if (older?.suite.version !== version || older.suite.cases !== cases) return newer
  const repeated = new Set(newer.runs.map(runLabel))
  const kept = older.runs.filter((run) => !repeated.has(runLabel(run)))
  const again = new Set(newer.manual.map(manualLabel))
  const byHand = older.manual.filter((manual) => !again.has(manualLabel(manual)))
  return { ...newer, runs: [...kept, ...newer.runs], manual: [...byHand, ...newer.manual] }
}
