import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { packPackages } from '../bench/pack-packages.ts'
import { npm, runCommand } from '../bench/run-command.ts'
import { waitFor } from '../bench/wait-for.ts'

/** An author outside of this repository: packed tarballs in an empty folder, with an adapter of a third party. */
const sources = join(import.meta.dirname, '../outside')
const versionOf = (name: string) => createRequire(import.meta.url)(`${name}/package.json`).version
let folder = ''
let app = ''
const started: ChildProcess[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-outside-'))
  app = join(folder, 'app')
  await cp(sources, app, { recursive: true })
  const tarballs = await packPackages(['core', 'conformance'], inject('benchFolder'))
  const others = ['vitest', 'typescript', '@types/node'].map((name) => `${name}@${versionOf(name)}`)
  await runCommand(npm, ['install', '--no-package-lock', '--no-audit', '--no-fund', ...tarballs, ...others], {
    cwd: app,
  })
}, 600_000)
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

interface Ended {
  readonly code: number | null
  readonly output: string
}

function start(command: string, ...args: readonly string[]) {
  const child = spawn(join(app, 'node_modules/.bin', command), args, {
    cwd: app,
    env: { ...process.env, CHROMIUM_PATH: inject('chromiumPath'), NODE_OPTIONS: '', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const printed = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed.text += chunk
    })
  }
  const ended = once(child, 'close').then(([code]): Ended => ({ code, output: printed.text }))
  return { child, printed, ended }
}

const conformance = (...args: readonly string[]) => start('televid-conformance', ...args).ended
const reportIn = async (reports: string) =>
  JSON.parse(await readFile(join(app, reports, 'conformance-partial.json'), 'utf8'))

test('the types of the packages serve an author', { timeout: 120_000 }, async () => {
  expect(await start('tsc', '-p', '.').ended).toEqual({ code: 0, output: '' })
})

describe('the command', () => {
  test('runs a group against the adapter', { timeout: 170_000 }, async () => {
    const { code, output } = await conformance('--harness', 'toy-harness.ts', '--group', 'mute', '--reports', 'out')
    expect(output).toContain('[10/10]')
    expect(output).toContain('toy is not proven:')
    // A part of the suite proves no conformance, and nothing failed.
    expect(code, output).toBe(3)
    const { suite, runs } = await reportIn('out')
    expect(suite.version).toBe(versionOf('@televid/conformance'))
    expect(runs).toHaveLength(1)
    expect(runs[0]).toMatchObject({ adapter: 'toy', version: '3.2.1', sdk: null })
    const cases: { id: string; status: string; verification: string }[] = runs[0].cases
    expect(cases.map(({ status, verification }) => `${status} ${verification}`)).toEqual(
      Array(10).fill('passed real-server'),
    )
    expect((await readdir(join(app, 'out'))).sort()).toEqual(
      ['html', 'json', 'xml'].map((extension) => `conformance-partial.${extension}`),
    )
    // The harness is TypeScript, which Node 20 does not read: nothing of its translation stays.
    expect((await readdir(app)).filter((name) => name.endsWith('.mjs'))).toEqual([])
  })

  test('says what is wrong before it opens a browser', async () => {
    const refusals = [
      [[], 'Which adapter? Name the module of its harness: --harness PATH.'],
      [['--harness', 'none.ts'], 'there is no such file or folder'],
      [['--harness', 'toy-line.ts'], 'the module exports no "harness"'],
      [['--harness', '.', '--adapter', 'zoom'], 'There is no harness for zoom; known are toy, toy-live.'],
      [['--harness', 'toy-harness.ts', '--chromium', 'nowhere'], '--chromium is "nowhere", which is not an executable'],
      [['--harness', 'toy-live-harness.ts'], 'say --live and --budget-minutes N'],
    ] as const
    for (const [args, words] of refusals) {
      const { code, output } = await conformance(...args)
      expect(output).toContain(words)
      expect(code).toBe(2)
    }
    expect((await conformance('--help')).code).toBe(0)
  }, 60_000)
})

describe('an account', () => {
  const removed = async () =>
    (await readFile(join(app, 'removed.txt'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
  const live = ['--harness', 'toy-live-harness.ts', '--live', '--lanes', '1', '--reports', 'live'] as const

  test('gets no further case when the budget is used up, and loses its rooms', { timeout: 170_000 }, async () => {
    const cases = ['leave/never-joined', 'leave/twice'].flatMap((id) => ['--case', id])
    const { code, output } = await conformance(...live, ...cases, '--budget-minutes', '1', '--seed', '1')
    expect(code, output).toBe(3)
    const { runs } = await reportIn('live')
    const statuses: { status: string; reason?: string; verification: string }[] = runs[0].cases
    expect(statuses.map(({ status }) => status).sort()).toEqual(['not-exercised', 'passed'])
    expect(statuses.find(({ status }) => status === 'not-exercised')?.reason).toBe(
      'the budget of 1 participant-minutes was used up',
    )
    expect(new Set(statuses.map(({ verification }) => verification))).toEqual(new Set(['live']))
    expect(await removed()).toEqual([expect.stringMatching(/^suite-[a-z]{6}-[a-z]{12}$/)])
    expect(await readdir(join(app, '.televid/conformance-rooms'))).toEqual([])
  })

  test('loses the rooms of a run that was killed', { timeout: 170_000 }, async () => {
    const before = await removed()
    const { child, printed, ended } = start(
      'televid-conformance',
      ...[...live, '--group', 'mute', '--budget-minutes', '100'],
    )
    await waitFor('the first case', () => printed.text.includes('[ 1/10]'), { timeoutMs: 120_000 })
    child.kill('SIGKILL')
    await ended
    expect(await removed()).toEqual(before)
    const { code, output } = await conformance('--harness', 'toy-live-harness.ts', '--clean')
    expect(output).toMatch(/^toy-live: [1-9]\d* rooms? removed\n$/)
    expect(code).toBe(0)
    expect((await removed()).length).toBeGreaterThan(before.length)
    expect((await conformance('--harness', 'toy-live-harness.ts', '--clean')).output).toBe(
      'toy-live: nothing was left\n',
    )
  })
})

describe('the line for vitest', () => {
  interface TestResult {
    readonly title: string
    readonly status: string
    readonly failureMessages: readonly string[]
  }

  async function run(file: string, ...args: readonly string[]) {
    const { code, output } = await start(
      'vitest',
      'run',
      file,
      ...args,
      '--reporter=verbose',
      '--reporter=json',
      '--outputFile.json=vitest.json',
    ).ended
    const report = JSON.parse(await readFile(join(app, 'vitest.json'), 'utf8'))
    const tests: readonly TestResult[] = report.testResults[0].assertionResults
    return { code, output, tests }
  }
  const count = (tests: readonly TestResult[], wanted: string) => tests.filter(({ status }) => status === wanted).length

  test('makes one test of each case, and skips what does not apply with its reason', { timeout: 170_000 }, async () => {
    const { code, output, tests } = await run('conformance.test.ts')
    expect(code, output).toBe(0)
    expect(tests).toHaveLength(12)
    expect(count(tests, 'passed')).toBe(11)
    expect(tests.at(-1)?.title).toBe('every MUST among them is proven')
    expect(tests.find(({ status }) => status === 'skipped')?.title).toMatch(/^stats\/bitrate: /)
    expect(output).toContain('not-applicable: stats is declared "none"')
  })

  test('fails where a MUST was not exercised', { timeout: 170_000 }, async () => {
    const { code, output, tests } = await run('unproven.test.ts')
    expect(code).toBe(1)
    expect(count(tests, 'passed')).toBe(1)
    expect(count(tests, 'skipped')).toBe(1)
    expect(output).toContain('not-exercised: the bench has no badGrant')
    expect(tests.at(-1)).toMatchObject({ status: 'failed', title: 'every MUST among them is proven' })
    expect(tests.at(-1)?.failureMessages.join()).toContain('reason/bad-credentials: the bench has no badGrant')
  })

  test('runs only what a filter leaves', { timeout: 170_000 }, async () => {
    const { code, tests } = await run('unproven.test.ts', '-t', 'leave/never-joined')
    expect(code).toBe(0)
    expect(tests.filter(({ status }) => status === 'passed').map(({ title }) => title.split(':')[0])).toEqual([
      'leave/never-joined',
    ])
  })
})
