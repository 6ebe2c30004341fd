import { chromiumHelp, findInstalledChromium } from '../cli/find-installed-chromium.mjs'
import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseResult } from '../report/conformance-report.ts'
import { launchChromium } from '../runner/launch-chromium.ts'
import { runConformance } from '../runner/run-conformance.ts'
import type { ConformanceTestOptions } from './describe-conformance.ts'

export interface BackgroundRunOptions extends Omit<ConformanceTestOptions, 'cases'> {
  readonly cases: readonly ConformanceCase[]
}

/** A run that gives out results as they come, to whoever asks for them in any order. */
export class BackgroundRun {
  readonly #stop = new AbortController()
  readonly #ended: Promise<readonly CaseResult[]>
  readonly #results = new Map<string, CaseResult>()
  readonly #waiting = new Map<string, (result: CaseResult) => void>()

  constructor(options: BackgroundRunOptions) {
    this.#ended = this.#run(options)
    // Each test that waits for it fails with it.
    this.#ended.catch(() => {})
  }

  /** Rejects when the run ended without it, with the reason if there is one. */
  async result(id: string): Promise<CaseResult> {
    const known = this.#results.get(id)
    if (known) return known
    const told = new Promise<CaseResult>((resolve) => this.#waiting.set(id, resolve))
    const missing = this.#ended.then((results) => {
      const late = results.find((each) => each.id === id)
      if (late) return late
      throw new Error(`${id} was not run.`)
    })
    return Promise.race([told, missing])
  }

  /** All results, in the order of the suite. */
  results(): Promise<readonly CaseResult[]> {
    return this.#ended
  }

  /** Starts no further case, and resolves when everything is closed. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#ended.catch(() => {})
  }

  async #run({ executablePath, harness, cases, lanes, seed }: BackgroundRunOptions): Promise<readonly CaseResult[]> {
    const path = await findInstalledChromium(executablePath)
    if (path === null) throw new Error(chromiumHelp)
    const browser = await launchChromium(path)
    try {
      const run = await runConformance({
        harness,
        browser,
        cases,
        signal: this.#stop.signal,
        launchBlocking: () => launchChromium(path, { blockSound: true }),
        ...(lanes !== undefined && { lanes }),
        ...(seed !== undefined && { seed }),
        onResult: (result) => {
          this.#results.set(result.id, result)
          this.#waiting.get(result.id)?.(result)
        },
      })
      return run.cases
    } finally {
      await browser.close()
    }
  }
}
