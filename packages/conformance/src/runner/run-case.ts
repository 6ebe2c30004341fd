import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseResult } from '../report/conformance-report.ts'
import { traceText } from '../trace/trace-text.ts'
import { whyNotRun } from './applicability.ts'
import { type Bench, createCaseContext, stimuliOf } from './create-case-context.ts'
import { described, notExercised } from './not-exercised.ts'
import { screenshotsOf } from './screenshots-of.ts'

/** Time of a case that names none, ms. */
export const defaultTimeoutMs = 30_000

/** Runs one case, and undoes what it did. Never throws: what went wrong is in the result. */
export async function runCase(each: ConformanceCase, bench: Bench): Promise<CaseResult> {
  const { id, timeoutMs = defaultTimeoutMs } = each
  const base = described(each, bench.harness)
  const reason = whyNotRun(each, bench.capabilities, stimuliOf(bench))
  if (reason) return { ...base, ...reason, durationMs: 0 }
  if (each.blocksSound && !bench.blockingBrowser)
    return notExercised(each, bench.harness, 'the bench has no browser that blocks sound')
  const [started, startedAt] = [performance.now(), Date.now()]
  const opened = createCaseContext(bench, each)
  const problems: string[] = []
  try {
    await within(timeoutMs, each.run(opened.context))
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error))
  }
  const pages = opened.pages()
  const traces = (await Promise.all(pages.map((page) => page.traces()))).flat()
  problems.push(...bench.record.judge(id, traces, bench.capabilities))
  bench.onTraces?.({ case: id, startedAt, traces })
  const failed = problems.length > 0
  const screenshots = failed ? await screenshotsOf(pages) : []
  try {
    await opened.close(failed)
  } catch (error) {
    problems.push(`What the case did could not be undone: ${error instanceof Error ? error.message : String(error)}`)
  }
  const durationMs = Math.round(performance.now() - started)
  if (problems.length === 0) return { ...base, status: 'passed', durationMs }
  const evidence = {
    trace: traces.flatMap((trace) => [`page ${trace.page}`, ...traceText(trace)]),
    console: pages.flatMap(({ identity, console }) => console.map((line) => `${identity}: ${line}`)),
    screenshots,
  }
  return { ...base, status: 'failed', reason: problems.join('\n'), durationMs, evidence }
}

/** Rejects when the time is over; what goes on then is ended with its pages. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The case was not over after ${ms} ms.`)), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
