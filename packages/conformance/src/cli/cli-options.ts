import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Level } from '../report/conformance-report.ts'

/** What a caller of the CLI may set once, so that its users need not. */
export interface CliDefaults {
  /** As `--harness`. */
  readonly harness?: readonly string[]
  /** As `--adapter`, for those harnesses. */
  readonly adapter?: readonly string[]
  /** As `--reports`. */
  readonly reports?: string
}

const browsers = ['chromium', 'firefox'] as const
export type BrowserChoice = (typeof browsers)[number]

const options = {
  harness: { type: 'string', multiple: true },
  adapter: { type: 'string', multiple: true },
  group: { type: 'string', multiple: true, default: [] as string[] },
  case: { type: 'string', multiple: true, default: [] as string[] },
  level: { type: 'string' },
  'save-traces': { type: 'string' },
  diff: { type: 'string' },
  list: { type: 'boolean', default: false },
  mutants: { type: 'boolean', default: false },
  mutant: { type: 'string', multiple: true, default: [] as string[] },
  browser: { type: 'string', multiple: true, default: ['chromium'] as string[] },
  chromium: { type: 'string' },
  lanes: { type: 'string', default: '2' },
  seed: { type: 'string' },
  live: { type: 'boolean', default: false },
  'budget-minutes': { type: 'string' },
  clean: { type: 'boolean', default: false },
  'manual-sheet': { type: 'boolean', default: false },
  import: { type: 'string', multiple: true, default: [] as string[] },
  reports: { type: 'string' },
  accept: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options']

export type CliOptions = ReturnType<typeof parseCliOptions>

/** @throws {Error} that names the option which is not known, lacks its value or has a wrong one */
export function parseCliOptions(args: readonly string[], defaults: CliDefaults = {}) {
  const { values } = parseArgs({ args: [...args], options })
  const {
    'budget-minutes': budget,
    'manual-sheet': manualSheet,
    seed,
    lanes,
    browser,
    level,
    diff,
    'save-traces': traces,
    ...rest
  } = values
  const compared = diff === undefined ? null : adapterPair(diff)
  return {
    ...rest,
    manualSheet,
    mutants: values.mutants || values.mutant.length > 0,
    harness: values.harness ?? defaults.harness ?? [],
    adapter: compared ?? values.adapter ?? (values.harness ? undefined : defaults.adapter) ?? ['all'],
    reports: values.reports ?? defaults.reports ?? 'reports',
    level: level === undefined ? null : levelOf(level),
    diff: compared,
    traces: traces ?? null,
    browser: [...new Set(browser.map(browserChoice))],
    lanes: wholeNumber('--lanes', lanes, 1, 16),
    seed: seed === undefined ? null : wholeNumber('--seed', seed, 0, 2 ** 32 - 1),
    budgetMinutes: budget === undefined ? null : wholeNumber('--budget-minutes', budget, 1, 1_000_000),
  }
}

function levelOf(name: string): Level {
  const found = (['MUST', 'SHOULD'] as const).find((level) => level === name.toUpperCase())
  if (found) return found
  throw new Error(`--level ${name}: known are must and should.`)
}

function adapterPair(text: string): readonly [string, string] {
  const [one = '', other = '', ...more] = text.split(',')
  if (one !== '' && other !== '' && one !== other && more.length === 0) return [one, other]
  throw new Error(`--diff ${text}: takes two adapters, e.g. p2p,livekit.`)
}

function browserChoice(name: string): BrowserChoice {
  const found = browsers.find((each) => each === name)
  if (found) return found
  throw new Error(`--browser ${name}: known are ${browsers.join(' and ')}.`)
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new Error(`${option} ${text}: has to be a whole number from ${least} to ${most}.`)
}
