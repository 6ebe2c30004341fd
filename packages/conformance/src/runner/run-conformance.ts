import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform, release } from 'node:os'
import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { people } from '../harness/person.ts'
import type { CaseResult, ConformanceRun } from '../report/conformance-report.ts'
import type { Bench } from './create-case-context.ts'
import { startPageHost } from './page-host.ts'
import { PersonPage } from './person-page.ts'
import { runCase } from './run-case.ts'
import { SharedCall } from './shared-call.ts'

export interface RunOptions {
  readonly harness: ConformanceHarness
  readonly browser: Browser
  readonly cases: readonly ConformanceCase[]
  /** Launches a second browser, which blocks sound until a gesture; closed with the run. */
  readonly launchBlocking?: () => Promise<Browser>
  /** Called as each case ends. */
  readonly onResult?: (result: CaseResult) => void
}

/** Runs cases against one adapter, one after the other: two calls at once would disturb each other's media. */
export async function runConformance(options: RunOptions): Promise<ConformanceRun> {
  const { harness, browser, cases, launchBlocking, onResult } = options
  const startedAt = new Date()
  const host = await startPageHost(harness.module)
  const service = await harness.start({ pages: host.origin })
  const shared = new SharedCall(browser, host, service)
  let blocking: Promise<Browser> | undefined
  const blockingBrowser =
    launchBlocking &&
    (() => {
      blocking ??= launchBlocking()
      return blocking
    })
  try {
    const probe = await PersonPage.open(browser, host, service, people[0])
    const { capabilities, vendor } = await probe.page.evaluate(() => window.conformance.adapter)
    await probe.close()
    if (vendor !== harness.adapter) {
      throw new Error(`The module exports the adapter "${vendor}", the harness is for "${harness.adapter}".`)
    }
    const bench: Bench = { browser, host, service, harness, capabilities, shared, blockingBrowser }
    const results: CaseResult[] = []
    for (const each of cases) {
      const result = await runCase(each, bench)
      results.push(result)
      onResult?.(result)
    }
    return {
      adapter: harness.adapter,
      version: null,
      sdk: harness.sdk === undefined ? null : await installedSdk(harness.sdk),
      browser: `${browser.browserType().name()} ${browser.version()}`,
      os: `${platform()} ${release()} ${arch()}`,
      seed: 0,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      capabilities,
      cases: results,
    }
  } finally {
    await (await blocking)?.close()
    await shared.close()
    await service.close()
    await host.close()
  }
}

async function installedSdk(name: string): Promise<ConformanceRun['sdk']> {
  const require = createRequire(import.meta.url)
  const manifest = JSON.parse(await readFile(require.resolve(`${name}/package.json`), 'utf8'))
  const hash = createHash('sha256')
    .update(await readFile(require.resolve(name)))
    .digest('hex')
  return { package: name, version: manifest.version, hash }
}
