import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { chromiumFlags } from '../../packages/conformance/src/runner/chromium-flags.ts'
import { findChromium } from '../../scripts/find-chromium.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's one Chromium listens for playwright. */
    readonly browserEndpoint: string
    readonly chromiumPath: string
    /** Scratch folder of this run: bundled pages and logs. */
    readonly benchFolder: string
  }
}

/** Once per run: one Chromium for all test files, and the script that is injected into every page. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = await findChromium({ install: true, log: (line) => process.stderr.write(`${line}\n`) })
  const benchFolder = await mkdtemp(join(tmpdir(), 'televid-bench-'))
  await build({
    entryPoints: [join(import.meta.dirname, '../../packages/conformance/src/probe/index.ts')],
    outfile: join(benchFolder, 'injected.js'),
    bundle: true,
    format: 'iife',
    target: 'es2022',
  })
  const browser = await chromium.launchServer({ executablePath, headless: true, args: chromiumFlags })
  project.provide('browserEndpoint', browser.wsEndpoint())
  project.provide('chromiumPath', executablePath)
  project.provide('benchFolder', benchFolder)
  return async () => {
    await browser.close()
    await rm(benchFolder, { recursive: true, force: true })
  }
}
