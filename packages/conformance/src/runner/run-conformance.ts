import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { people } from '../harness/person.ts'
import type { CaseResult, ConformanceRun } from '../report/conformance-report.ts'
import { redactCase } from '../report/redact-report.ts'
import { browserName, systemName } from './browser-name.ts'
import type { CaseTraces } from './case-traces.ts'
import { findPackage } from './find-package.ts'
import { installedSdk } from './installed-sdk.ts'
import { jobsOf } from './jobs-of.ts'
import { Lane } from './lane.ts'
import { notExercised } from './not-exercised.ts'
import { startPageHost } from './page-host.ts'
import { PersonPage } from './person-page.ts'
import { RunRecord } from './run-record.ts'
import { shuffleWithinGroups } from './shuffle.ts'
import { TabPool } from './tab-pool.ts'
import { takeJob } from './take-job.ts'
import { type RunLimits, whyWithheld } from './why-withheld.ts'

export interface RunOptions extends RunLimits {
  readonly harness: ConformanceHarness
  readonly browser: Browser
  readonly cases: readonly ConformanceCase[]
  /** Launches a second browser, which blocks sound until a gesture; closed with the run. */
  readonly launchBlocking?: () => Promise<Browser>
  /** How many cases run side by side, each with a service of its own; default 1. */
  readonly lanes?: number
  /** Decides the order within each group, and what bad lines lose; default: another one each time. Whole number, 0 to 2³² − 1. */
  readonly seed?: number
  /** Called as each case ends; secrets are redacted already. */
  readonly onResult?: (result: CaseResult) => void
  /** Called as each case ends, with what its pages recorded. */
  readonly onTraces?: (traces: CaseTraces) => void
}

/**
 * Runs cases against one adapter. Those that judge the whole run come last, when nothing else is running. What was minted for
 * the run is redacted from its result.
 *
 * @throws {Error} when the module's adapter is not the harness's, or the service does not start
 */
export async function runConformance(options: RunOptions): Promise<ConformanceRun> {
  const { harness, browser, cases, launchBlocking, lanes: laneCount = 1, seed = newSeed() } = options
  const { onResult, onTraces } = options
  const startedAt = new Date()
  const record = new RunRecord()
  const host = await startPageHost(harness)
  const tabs = new TabPool(browser, host)
  let blocking: Promise<Browser> | undefined
  const blockingBrowser =
    launchBlocking &&
    (() => {
      blocking ??= launchBlocking()
      return blocking
    })
  const lanes: Lane[] = []
  try {
    const opened = await Promise.allSettled(
      Array.from({ length: laneCount }, () =>
        Lane.open({ harness, tabs, host, record, seed, blockingBrowser, onTraces }),
      ),
    )
    for (const lane of opened) if (lane.status === 'fulfilled') lanes.push(lane.value)
    const failed = opened.find((lane) => lane.status === 'rejected')
    const [first] = lanes
    if (failed || !first) throw failed?.reason ?? new Error('A run needs at least one lane.')

    const { capabilities, vendor } = await declared(first)
    if (vendor !== harness.adapter) {
      throw new Error(`The module exports the adapter "${vendor}", the harness is for "${harness.adapter}".`)
    }
    const results = new Map<string, CaseResult>()
    const work = async (lane: Lane, cases: readonly ConformanceCase[]) => {
      for (const each of cases) {
        const reason = whyWithheld(options, record.minutes)
        const raw = reason === null ? await lane.run(each, capabilities) : notExercised(each, harness, reason)
        // What an interruption did to it (it reaches the harness's processes too) says nothing of the adapter.
        const cut = raw.status === 'failed' && options.signal?.aborted
        const told = cut ? notExercised(each, harness, 'the run was stopped while it ran') : raw
        const result = redactCase(told, record.secrets)
        results.set(each.id, result)
        onResult?.(result)
      }
    }
    const queue = jobsOf(shuffleWithinGroups(cases, seed).filter(({ judgesRun }) => !judgesRun))
    await Promise.all(
      lanes.map(async (lane, index) => {
        for (let job = takeJob(queue, index); job; job = takeJob(queue, index)) await work(lane, job)
      }),
    )
    await work(
      first,
      cases.filter(({ judgesRun }) => judgesRun),
    )
    return {
      adapter: harness.adapter,
      version: (await findPackage(harness.module))?.version ?? null,
      sdk: harness.sdk === undefined ? null : await installedSdk(harness.sdk, harness.module),
      browser: browserName(browser),
      os: systemName(),
      seed,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      participantMinutes: record.minutes.used,
      capabilities,
      cases: cases.flatMap(({ id }) => {
        const result = results.get(id)
        // Once more: an answer that was read late may have told of another secret.
        return result ? redactCase(result, record.secrets) : []
      }),
    }
  } finally {
    await (await blocking)?.close()
    await Promise.all(lanes.map((lane) => lane.close()))
    await tabs.close()
    await host.close()
  }
}

async function declared({ bench }: Lane) {
  const page = await PersonPage.open(bench, people[0])
  const { capabilities, vendor } = await page.page.evaluate(() => window.conformance.adapter)
  await page.close()
  return { capabilities, vendor }
}

function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}
