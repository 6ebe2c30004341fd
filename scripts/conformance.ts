/**
 * `npm run conformance [-- --adapter NAME …]`: runs the conformance suite against adapters of this repository and writes
 * reports/conformance.{json,xml,html}; `--help` says more.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  absorbedMutants,
  allCases,
  type CaseResult,
  type ConformanceHarness,
  type ConformanceRun,
  compareExpected,
  fatalMutants,
  launchChromium,
  parseExpected,
  runConformance,
  runMutants,
  summarize,
  writeReport,
} from '@televid/conformance'
import { findChromium } from './find-chromium.mjs'

const help = `Runs the conformance suite in a real Chromium.

  npm run conformance [-- options]

  --adapter NAME   adapter of this repository, or "all"; default p2p; may be repeated
  --group G        only this group, e.g. mute; may be repeated
  --case ID        only this case, e.g. mute/back-on; may be repeated
  --list           prints the cases that would run
  --mutants        plants faults in the adapter instead, and checks that the suite notices
  --accept         writes what the run gave to tests/conformance/expected/, for review
  --help           this text

Exit code: 0 every MUST passed or does not apply, 1 something failed or got worse than expected, 3 a MUST was not proven.`

const { values } = parseArgs({
  options: {
    adapter: { type: 'string', multiple: true, default: ['p2p'] },
    group: { type: 'string', multiple: true, default: [] },
    case: { type: 'string', multiple: true, default: [] },
    list: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const folder = fileURLToPath(new URL('../tests/conformance', import.meta.url))
const reports = fileURLToPath(new URL('../reports', import.meta.url))
const { group: groups, case: ids } = values
const chosen = allCases.filter(
  ({ id }) => (!groups.length && !ids.length) || groups.includes(id.split('/', 1)[0] ?? '') || ids.includes(id),
)

async function main(): Promise<number> {
  if (values.help) return say(help)
  const unknown = ids.filter((id) => !allCases.some((each) => each.id === id))
  if (unknown.length > 0 || chosen.length === 0) {
    console.error(`No such case: ${unknown.join(', ') || groups.join(', ')}. --list prints all.`)
    return 2
  }
  if (values.list) return say(chosen.map(({ id, level, title }) => `${level.padEnd(6)} ${id}: ${title}`).join('\n'))
  const harnesses = await findHarnesses(values.adapter)
  const executablePath = await findChromium({ install: false, log: console.error })
  const browser = await launchChromium(executablePath)
  const launchBlocking = () => launchChromium(executablePath, { blockSound: true })
  try {
    if (values.mutants) return await plant(harnesses, browser)
    const runs: ConformanceRun[] = []
    for (const harness of harnesses) {
      console.log(`${harness.adapter}: ${chosen.length} cases\n`)
      runs.push(await runConformance({ harness, browser, cases: chosen, launchBlocking, onResult: print }))
    }
    return await conclude(runs)
  } finally {
    await browser.close()
  }
}

async function conclude(runs: readonly ConformanceRun[]): Promise<number> {
  const { version } = JSON.parse(
    await readFile(new URL('../packages/conformance/package.json', import.meta.url), 'utf8'),
  )
  const report = { suite: { name: '@televid/conformance', version, cases: chosen.length }, runs } as const
  const { html } = await writeReport(report, reports)
  const { exitCode, text } = summarize(report)
  console.log(`\n${text}\nReport: ${html}`)
  const worse = (await Promise.all(runs.map(differences))).flat()
  return worse.length > 0 ? 1 : exitCode
}

/** What a whole run gave against what was reviewed; prints it. */
async function differences(run: ConformanceRun): Promise<readonly string[]> {
  if (chosen.length !== allCases.length) return []
  const file = join(folder, 'expected', `${run.adapter}.json`)
  if (values.accept) {
    const statuses = Object.fromEntries(run.cases.map(({ id, status }) => [id, status]))
    await writeFile(file, `${JSON.stringify(statuses, null, 2)}\n`)
    return []
  }
  if (!existsSync(file)) return []
  const found = compareExpected(run, parseExpected(await readFile(file, 'utf8'), file))
  for (const { text } of found) console.log(text)
  return found.map(({ text }) => text)
}

async function plant(harnesses: readonly ConformanceHarness[], browser: Parameters<typeof runMutants>[0]['browser']) {
  let wrong = 0
  for (const harness of harnesses) {
    await runMutants({
      harness,
      browser,
      mutants: [...fatalMutants, ...absorbedMutants],
      cases: allCases,
      onResult({ id, fault, case: name, outcome, reason }) {
        if (outcome !== 'killed' && outcome !== 'absorbed') wrong += 1
        console.log(
          `${outcome.padEnd(13)} ${id} ${fault}\n              ${name}${reason ? `: ${firstLine(reason)}` : ''}`,
        )
      },
    })
  }
  console.log(wrong === 0 ? '\nEvery fault was noticed or mended.' : `\n${wrong} faults were not dealt with.`)
  return wrong === 0 ? 0 : 1
}

async function findHarnesses(names: readonly string[]): Promise<readonly ConformanceHarness[]> {
  const known = (await readdir(folder)).flatMap((file) => /^(.+)-harness\.ts$/.exec(file)?.[1] ?? [])
  const wanted = names.includes('all') ? known : names
  const missing = wanted.filter((name) => !known.includes(name))
  if (missing.length > 0)
    throw new Error(`There is no harness for ${missing.join(', ')}; known are ${known.join(', ')}.`)
  return Promise.all(wanted.map(async (name) => (await import(join(folder, `${name}-harness.ts`))).harness))
}

function print({ id, status, reason, durationMs }: CaseResult): void {
  const sign = { passed: '✓', failed: '✗', 'not-applicable': '–', 'not-exercised': '?' }[status]
  const why = reason === undefined ? '' : `\n    ${status === 'failed' ? reason : firstLine(reason)}`
  console.log(`${sign} ${id} ${status === 'passed' || status === 'failed' ? `${durationMs} ms` : ''}${why}`)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

function say(text: string): number {
  console.log(text)
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
