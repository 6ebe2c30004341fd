import { afterAll, describe, type TestContext, test } from 'vitest'
import { chooseCases } from '../cli/choose-cases.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { whyRefused } from '../live/why-refused.ts'
import type { CaseResult } from '../report/conformance-report.ts'
import { BackgroundRun } from './background-run.ts'
import { selectedTests } from './selected-tests.ts'

export interface ConformanceTestOptions {
  readonly harness: ConformanceHarness
  /** Of a Chromium or Chrome; default: CHROMIUM_PATH, then one that is installed. */
  readonly executablePath?: string
  /** Only these groups, e.g. `['mute']`; default, with `cases`: all. */
  readonly groups?: readonly string[]
  /** Only these cases, e.g. `['mute/back-on']`. */
  readonly cases?: readonly string[]
  /** How many cases run side by side, each lane with a service of its own; default 1. */
  readonly lanes?: number
  /** Decides the order within each group; default: another one each time. */
  readonly seed?: number
}

/**
 * Declares one test per case. What is not applicable or not exercised is skipped with its reason. A last test fails when a MUST
 * among them was not exercised: skipped tests alone would look like success.
 *
 * The cases run in the background, in the runner's own order, so that the time of one test says little; `durationMs` of a report
 * does. Tests that a filter of vitest leaves out are not run.
 *
 * @throws {Error} for a group or case that does not exist, and for a harness with an account: those run by the CLI, with `--live`
 */
export function describeConformance(options: ConformanceTestOptions): void {
  const { harness, groups = [], cases: ids = [] } = options
  const cases = chooseCases({ groups, ids, level: null })
  if (whyRefused(harness, { live: false, budgetMinutes: null }) !== null) {
    throw new Error(`${harness.adapter} is an account of a vendor: run televid-conformance --live against it.`)
  }
  describe(`conformance of ${harness.adapter}`, () => {
    let run: BackgroundRun | undefined
    /** Started by the first test, which knows which others vitest is going to run. */
    const runOf = ({ task }: TestContext): BackgroundRun => {
      const wanted = selectedTests(task.suite?.tasks ?? [])
      run ??= new BackgroundRun({ ...options, cases: cases.filter(({ id, title }) => wanted.has(nameOf(id, title))) })
      return run
    }
    for (const { id, title } of cases) {
      test(nameOf(id, title), { timeout: 0 }, async (context) => conclude(await runOf(context).result(id), context))
    }
    test('every MUST among them is proven', { timeout: 0 }, async (context) => {
      const gaps = (await runOf(context).results()).filter(isGap)
      if (gaps.length > 0)
        throw failure(['not proven:', ...gaps.map(({ id, reason }) => `${id}: ${reason}`)].join('\n'))
    })
    // The time an adapter's service may take to end.
    afterAll(() => run?.stop(), 120_000)
  })
}

function nameOf(id: string, title: string): string {
  return `${id}: ${title}`
}

function isGap({ level, status }: CaseResult): boolean {
  return level === 'MUST' && status === 'not-exercised'
}

function conclude({ status, reason = 'no reason was given', proves, level }: CaseResult, { skip }: TestContext): void {
  switch (status) {
    case 'passed':
      return
    case 'failed':
      throw failure(`${reason}\n${level}, breaks: ${proves}`)
    case 'not-applicable':
    case 'not-exercised':
      return skip(`${status}: ${reason}`)
    default:
      return status satisfies never
  }
}

/** Without a stack: the place in this file tells an author nothing. */
function failure(text: string): Error {
  const error = new Error(text)
  error.stack = text
  return error
}
