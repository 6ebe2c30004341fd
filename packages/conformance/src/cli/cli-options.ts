import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What a caller of the CLI may set once, so that its users need not. */
export interface CliDefaults {
  /** As `--harness`. */
  readonly harness?: readonly string[]
  /** As `--adapter`. */
  readonly adapter?: readonly string[]
  /** As `--reports`. */
  readonly reports?: string
}

export const help = `Runs the conformance suite of TeleVid against an adapter, in a real Chromium.

  televid-conformance --harness PATH [options]

  --harness PATH   module that exports "harness", or a folder with modules named <adapter>-harness.ts; may be repeated
  --adapter NAME   of the harnesses in the folder, or "all"; default all; may be repeated
  --group G        only this group, e.g. mute; may be repeated
  --case ID        only this case, e.g. mute/back-on; may be repeated
  --level L        only cases of this level, must or should
  --lanes N        cases that run side by side, each on a service of its own; default 3
  --seed N         order of the cases within each group, 0 to 4294967295; default: another one each time
  --save-traces DIR  keeps what every page of every case recorded, as DIR/<adapter>/<case>.json
  --diff A,B       runs the cases on two adapters and shows where their apps were told different things
  --list           prints the cases that would run, or with --mutants the mutants
  --mutants        plants faults in the adapter (and in core, from its repository) instead, and checks that the cases named
                   for them fail for that reason; --group, --case and --level choose among these cases
  --mutant ID      only this mutant, e.g. A1; may be repeated; implies --mutants
  --chromium PATH  executable of a Chromium or Chrome; default: CHROMIUM_PATH, then one that is installed
  --reports PATH   folder for conformance.json, .xml and .html; default "reports"
  --accept         writes what a whole run gave to expected/<adapter>.json beside the harness, for review
  --help           this text

Exit code: 0 every MUST passed or does not apply (with --mutants: each fault was noticed, or mended, as it has to be),
1 something failed or got worse than expected, 2 the suite could not run as asked, 3 a MUST was not proven, also because
only some cases were run.`

const options = {
  harness: { type: 'string', multiple: true },
  adapter: { type: 'string', multiple: true },
  group: { type: 'string', multiple: true, default: [] as string[] },
  case: { type: 'string', multiple: true, default: [] as string[] },
  level: { type: 'string' },
  lanes: { type: 'string', default: '3' },
  seed: { type: 'string' },
  'save-traces': { type: 'string' },
  diff: { type: 'string' },
  list: { type: 'boolean', default: false },
  mutants: { type: 'boolean', default: false },
  mutant: { type: 'string', multiple: true, default: [] as string[] },
  chromium: { type: 'string' },
  reports: { type: 'string' },
  accept: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options']

export type CliOptions = ReturnType<typeof parseCliOptions>

/** @throws {TypeError} that names the option which is not known, lacks its value or has a wrong one */
export function parseCliOptions(args: readonly string[], defaults: CliDefaults = {}) {
  const { values } = parseArgs({ args: [...args], options })
  const { level, lanes, seed, diff, 'save-traces': traces, ...rest } = values
  const adapters = diff?.split(',')
  if (adapters && (adapters.length !== 2 || adapters[0] === adapters[1] || adapters.includes('')))
    throw new TypeError('--diff takes two adapters, e.g. p2p,livekit.')
  if (level !== undefined && !['must', 'should'].includes(level)) throw new TypeError('--level is "must" or "should".')
  return {
    ...rest,
    level: level?.toUpperCase(),
    diff: adapters,
    traces,
    lanes: wholeNumber('--lanes', lanes, 1, 16),
    ...(seed !== undefined && { seed: wholeNumber('--seed', seed, 0, 2 ** 32 - 1) }),
    mutants: values.mutants || values.mutant.length > 0,
    harness: values.harness ?? defaults.harness ?? [],
    adapter: adapters ?? values.adapter ?? defaults.adapter ?? ['all'],
    reports: values.reports ?? defaults.reports ?? 'reports',
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new TypeError(`${name} is a whole number from ${least} to ${most}.`)
}
