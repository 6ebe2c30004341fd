import { allCases } from '../cases/all-cases.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceRun } from '../report/conformance-report.ts'
import { summarize } from '../report/summarize.ts'
import { writeReport } from '../report/write-report.ts'
import type { CaseTraces } from '../runner/case-traces.ts'
import { launchChromium } from '../runner/launch-chromium.ts'
import { runConformance } from '../runner/run-conformance.ts'
import { chooseMutants, mutantText } from './choose-mutants.ts'
import { type CliDefaults, type CliOptions, help, parseCliOptions } from './cli-options.ts'
import { acceptStatuses, expectedDifferences } from './expected-differences.ts'
import { findHarnesses } from './find-harnesses.ts'
import { chromiumHelp, findInstalledChromium } from './find-installed-chromium.mjs'
import type { FoundHarness } from './found-harness.ts'
import { plantMutants } from './plant-mutants.ts'
import { printDifferences, type TracedRun } from './print-differences.ts'
import { printResult } from './print-result.ts'
import { saveTraces } from './save-traces.ts'
import { suiteVersion } from './suite-version.ts'

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
  const chosen = chooseCases(options)
  const mutants = options.mutants ? chooseMutants(options.mutant) : []
  if (options.list && options.mutants) return say(mutants.map(mutantText).join('\n'))
  if (options.list) return say(chosen.map(({ id, level, title }) => `${level.padEnd(6)} ${id}: ${title}`).join('\n'))
  const found = await findHarnesses(options.harness, options.adapter)
  const executablePath = await findInstalledChromium(options.chromium)
  if (executablePath === null) throw new Error(chromiumHelp)
  const browser = await launchChromium(executablePath)
  const launchBlocking = () => launchChromium(executablePath, { blockSound: true })
  try {
    if (options.mutants) return await plantMutants({ found, browser, mutants, chosen, lanes: options.lanes })
    const runs: FinishedRun[] = []
    const traced: TracedRun[] = []
    for (const { harness, folder } of found) {
      console.log(`${harness.adapter}: ${chosen.length} cases\n`)
      const cases = new Map<string, CaseTraces>()
      const run = await runConformance({
        harness,
        browser,
        cases: chosen,
        launchBlocking,
        lanes: options.lanes,
        ...(options.seed !== undefined && { seed: options.seed }),
        onResult: printResult,
        onTraces(traces) {
          if (options.diff) cases.set(traces.case, traces)
          if (options.traces) saveTraces(options.traces, harness.adapter, traces)
        },
      })
      runs.push({ run, folder })
      traced.push({ adapter: harness.adapter, cases })
    }
    const exitCode = await conclude(runs, chosen, options)
    return options.diff ? printDifferences(traced) : exitCode
  } finally {
    await browser.close()
  }
}

interface FinishedRun extends Pick<FoundHarness, 'folder'> {
  readonly run: ConformanceRun
}

function chooseCases({ group: groups, case: ids, level: wanted }: CliOptions): readonly ConformanceCase[] {
  const chosen = allCases.filter(
    ({ id, level }) =>
      ((!groups.length && !ids.length) || groups.includes(groupOf(id)) || ids.includes(id)) &&
      (wanted === undefined || level === wanted),
  )
  const unknown = [
    ...ids.filter((id) => !allCases.some((each) => each.id === id)),
    ...groups.filter((group) => !allCases.some(({ id }) => groupOf(id) === group)),
  ]
  if (unknown.length > 0) throw new Error(`No such case or group: ${unknown.join(', ')}. --list prints all.`)
  return chosen
}

async function conclude(
  finished: readonly FinishedRun[],
  chosen: readonly ConformanceCase[],
  { reports, accept }: CliOptions,
): Promise<number> {
  const runs = finished.map(({ run }) => run)
  const suite = { name: '@televid/conformance', version: suiteVersion(), cases: allCases.length } as const
  const { html } = await writeReport({ suite, runs }, reports)
  const { exitCode, text } = summarize({ suite, runs })
  console.log(`\n${text}\nReport: ${html}`)
  if (chosen.length !== allCases.length) return exitCode
  let worse = 0
  for (const { run, folder } of finished) {
    if (accept) {
      console.log(`Written: ${await acceptStatuses(run, folder)}`)
      continue
    }
    const differences = await expectedDifferences(run, folder)
    for (const difference of differences) console.log(difference)
    worse += differences.length
  }
  return worse > 0 ? 1 : exitCode
}

function groupOf(id: string): string {
  return id.slice(0, id.indexOf('/'))
}

function say(text: string): number {
  console.log(text)
  return 0
}
