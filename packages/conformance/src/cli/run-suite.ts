import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import { cleanAccount } from '../live/clean-account.ts'
import { liveHarness } from '../live/live-harness.ts'
import type { ConformanceRun } from '../report/conformance-report.ts'
import type { CaseTraces } from '../runner/case-traces.ts'
import { launchChromium } from '../runner/launch-chromium.ts'
import { runConformance } from '../runner/run-conformance.ts'
import { unexercisedRun } from '../runner/unexercised-run.ts'
import type { CliOptions } from './cli-options.ts'
import type { FoundHarness } from './found-harness.ts'
import { journalOf } from './journal-of.ts'
import { progressLine } from './progress-line.ts'
import { saveTraces } from './save-traces.ts'

export interface FinishedRun extends FoundHarness {
  readonly run: ConformanceRun
  /** By case id; only kept for a comparison. */
  readonly traces: ReadonlyMap<string, CaseTraces>
}

export interface SuiteOptions
  extends Pick<CliOptions, 'lanes' | 'seed' | 'browser' | 'budgetMinutes' | 'diff' | 'traces'> {
  readonly cases: readonly ConformanceCase[]
  /** `null` where only Firefox is asked for. */
  readonly chromium: { readonly browser: Browser; readonly executablePath: string } | null
  readonly signal: AbortSignal
}

const whyNoFirefox =
  "Firefox is not run: Playwright cannot drive an installed Firefox 153 (it lacks emulation.setMediaFeaturesOverride), and with Playwright's own build the suite was never verified."

/** Runs the cases with each harness in each browser, and prints how they go on. */
export async function runSuite(found: readonly FoundHarness[], options: SuiteOptions): Promise<readonly FinishedRun[]> {
  const finished: FinishedRun[] = []
  let minutesLeft = options.budgetMinutes
  for (const each of found) {
    for (const browser of options.browser) {
      if (browser === 'firefox') {
        console.log(`${each.name}, firefox: ${whyNoFirefox}\n`)
        const unexercised = { harness: each.harness, cases: options.cases, browser, reason: whyNoFirefox }
        finished.push({ ...each, run: await unexercisedRun(unexercised), traces: new Map() })
        continue
      }
      const traces = new Map<string, CaseTraces>()
      const run = await runInChromium(each, { ...options, budgetMinutes: minutesLeft }, traces)
      if (minutesLeft !== null && each.harness.service === 'account') {
        minutesLeft = Math.max(0, minutesLeft - run.participantMinutes)
      }
      finished.push({ ...each, run, traces })
    }
  }
  return finished
}

async function runInChromium(
  found: FoundHarness,
  options: SuiteOptions,
  kept: Map<string, CaseTraces>,
): Promise<ConformanceRun> {
  const { cases, lanes, seed, budgetMinutes, chromium, signal, diff, traces: folder } = options
  if (!chromium) throw new Error('No Chromium was started.')
  const { browser, executablePath } = chromium
  const started = performance.now()
  let ended = 0
  console.log(`${found.name}: ${cases.length} cases in Chromium ${browser.version()}\n`)
  return runConformance({
    harness: await guardedHarness(found),
    browser,
    cases,
    lanes,
    signal,
    launchBlocking: () => launchChromium(executablePath, { blockSound: true }),
    ...(seed !== null && { seed }),
    ...(budgetMinutes !== null && found.harness.service === 'account' && { budgetMinutes }),
    onTraces(traces) {
      if (diff) kept.set(traces.case, traces)
      if (folder) saveTraces(folder, found.name, traces)
    },
    onResult(result) {
      ended += 1
      const elapsedMs = performance.now() - started
      console.log(progressLine(result, { number: ended, of: cases.length, elapsedMs }))
    },
  })
}

/** An account first gets rid of what an earlier run left in it, and is handed out with a journal. */
async function guardedHarness(found: FoundHarness) {
  if (found.harness.service !== 'account') return found.harness
  const journal = journalOf(found)
  const { removed } = await cleanAccount(found.harness, journal, 'http://localhost', console.error)
  if (removed > 0) console.log(`${found.name}: removed ${removed} rooms that an earlier run left behind`)
  return liveHarness(found.harness, journal, console.error)
}
