import type { CaseResult, ConformanceReport } from './conformance-report.ts'
import { redact } from './redact.ts'

/** The report with every text that came from a page or a service redacted; declared texts (ids, titles, versions) stay. */
export function redactReport(report: ConformanceReport, secrets: readonly string[] = []): ConformanceReport {
  return {
    ...report,
    manual: report.manual.map((manual) => ({
      ...manual,
      cases: manual.cases.map(({ reason, ...result }) => ({
        ...result,
        ...(reason !== undefined && { reason: redact(reason, secrets) }),
      })),
    })),
    runs: report.runs.map((run) => ({ ...run, cases: run.cases.map((result) => redactCase(result, secrets)) })),
  }
}

/** See `redact`. */
export function redactCase(result: CaseResult, secrets: readonly string[] = []): CaseResult {
  const { reason, evidence } = result
  return {
    ...result,
    ...(reason !== undefined && { reason: redact(reason, secrets) }),
    ...(evidence && {
      evidence: {
        ...evidence,
        trace: evidence.trace.map((line) => redact(line, secrets)),
        console: evidence.console.map((line) => redact(line, secrets)),
      },
    }),
  }
}
