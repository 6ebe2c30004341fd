import { allCases } from '../cases/all-cases.ts'
import { launchChromium } from '../runner/launch-chromium.ts'
import { admitHarnesses } from './admit-harnesses.ts'
import { chooseCases } from './choose-cases.ts'
import { chooseMutants, mutantText } from './choose-mutants.ts'
import { cleanAccounts } from './clean-accounts.ts'
import { type CliDefaults, type CliOptions, parseCliOptions } from './cli-options.ts'
import { conclude } from './conclude.ts'
import { findHarnesses } from './find-harnesses.ts'
import { chromiumHelp, findInstalledChromium } from './find-installed-chromium.mjs'
import { help } from './help.ts'
import { importSheets } from './import-sheets.ts'
import { manualRunsOf } from './manual-files.ts'
import { plantMutants } from './plant-mutants.ts'
import { printDifferences } from './print-differences.ts'
import { runSuite } from './run-suite.ts'
import { stopOnSignal } from './stop-on-signal.ts'
import { writeManualSheets } from './write-manual-sheets.ts'

/** `televid-conformance`. Prints what it does and returns the exit code; see `--help`. */
export async function runCli(args: readonly string[], defaults?: CliDefaults): Promise<number> {
  try {
    return await run(parseCliOptions(args, defaults))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 2
  }
}

async function run(options: CliOptions): Promise<number> {
  if (options.help) return say(help)
  const cases = chooseCases({ groups: options.group, ids: options.case, level: options.level })
  const mutants = options.mutants ? chooseMutants(options.mutant) : []
  if (options.list && options.mutants) return say(mutants.map(mutantText).join('\n'))
  if (options.list) return say(cases.map(({ id, level, title }) => `${level.padEnd(6)} ${id}: ${title}`).join('\n'))
  const found = await findHarnesses(options.harness, options.adapter)
  if (options.clean) return cleanAccounts(found)
  if (options.manualSheet) return writeManualSheets(found, options.reports)
  if (options.import.length > 0) return importSheets(options.import, found, options.reports)
  const admitted = admitHarnesses(found, options, console.log)
  const manual = (await Promise.all(admitted.map(manualRunsOf))).flat()
  const chromium = options.browser.includes('chromium') || options.mutants ? await startChromium(options) : null
  const stop = stopOnSignal(console.error)
  try {
    if (options.mutants && chromium) {
      return await plantMutants({ ...options, found: admitted, browser: chromium.browser, mutants, cases })
    }
    const finished = await runSuite(admitted, { ...options, cases, chromium, signal: stop.signal })
    const whole = cases.length === allCases.length && !stop.signal.aborted
    const exitCode = await conclude(finished, { ...options, whole, manual })
    if (!options.diff) return exitCode
    return printDifferences(finished.map(({ name, traces }) => ({ adapter: name, cases: traces })))
  } finally {
    stop.dispose()
    await chromium?.browser.close()
  }
}

async function startChromium({ chromium }: CliOptions) {
  const executablePath = await findInstalledChromium(chromium)
  if (executablePath === null) throw new Error(chromiumHelp)
  return { executablePath, browser: await launchChromium(executablePath) }
}

function say(text: string): number {
  console.log(text)
  return 0
}
