import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { manualCases } from '../manual/manual-cases.ts'
import { runCli } from './run-cli.ts'

let folder = ''
let printed: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-import-'))
  printed = []
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((text) => void printed.push(text))
  await writeFile(
    join(folder, 'acme-harness.mjs'),
    `export const harness = { adapter: 'acme', module: '/acme.ts', service: 'stand-in', start() {},
      budgets: { signalingMs: 1, mediaMs: 1, lostMs: 1, crashMs: 1 } }`,
  )
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

const sheet = (outcome: string, note: string, values: object = {}) => ({
  format: 'televid-conformance-sheet',
  formatVersion: 1,
  suite: '0.1.0',
  adapter: 'acme',
  adapterVersion: null,
  platform: 'chrome-android',
  device: 'Pixel 9',
  system: 'Android 17',
  browser: 'Chrome 150',
  tester: '',
  savedAt: '2026-03-04T05:06:07.000Z',
  cases: manualCases.slice(0, 1).map(({ id, steps }) => ({ id, steps: steps.map(() => ({ outcome, note })) })),
  ...values,
})

async function importSheet(value: object): Promise<number> {
  await writeFile(join(folder, 'result.json'), JSON.stringify(value))
  const reports = join(folder, 'reports')
  return runCli(['--harness', folder, '--import', join(folder, 'result.json'), '--reports', reports])
}
const report = async () => JSON.parse(await readFile(join(folder, 'reports/conformance.json'), 'utf8'))

describe('--import', () => {
  test('keeps a result beside the harness and puts it into the report', async () => {
    expect(await importSheet(sheet('pass', ''))).toBe(0)
    expect(await readdir(join(folder, 'manual'))).toEqual(['acme.chrome-android.json'])
    const { runs, manual } = await report()
    expect(runs).toEqual([])
    const [ios, android] = manual
    expect(ios).toMatchObject({ adapter: 'acme', platform: 'safari-ios', sheet: null })
    expect(android).toMatchObject({ platform: 'chrome-android', sheet: { device: 'Pixel 9' } })
    // Against a stand-in, without an SDK of the vendor.
    expect(android.cases[0]).toMatchObject({ status: 'passed', verification: 'scripted' })
    expect(android.cases[1].status).toBe('not-run')
  })

  test('a newer result takes the place of the older one', async () => {
    await importSheet(sheet('pass', ''))
    expect(await importSheet(sheet('fail', 'black'))).toBe(1)
    const { manual } = await report()
    expect(manual).toHaveLength(2)
    expect(manual[1].cases[0]).toMatchObject({ status: 'failed', reason: expect.stringContaining('black') })
    expect(printed.join('\n')).toContain('MUST failed by hand: 1')
  })

  test.each([
    [
      'of another adapter',
      sheet('pass', '', { adapter: 'zoom' }),
      'is about the adapter "zoom"; the chosen harnesses are for acme.',
    ],
    ['that does not fit', sheet('maybe', ''), 'step 1 is "maybe"; known are'],
  ])('a result %s is refused, and nothing is kept', async (_, value, words) => {
    expect(await importSheet(value)).toBe(2)
    expect(printed.join('\n')).toContain(words)
    expect((await readdir(folder)).sort()).toEqual(['acme-harness.mjs', 'result.json'])
  })

  test('a file that is not there is named', async () => {
    expect(await runCli(['--harness', folder, '--import', join(folder, 'none.json')])).toBe(2)
    expect(printed.join('\n')).toContain('none.json: there is no such file.')
  })
})

test('--manual-sheet writes one page for each adapter', async () => {
  const reports = join(folder, 'reports')
  expect(await runCli(['--harness', folder, '--manual-sheet', '--reports', reports])).toBe(0)
  expect(await readdir(reports)).toEqual(['manual-sheet-acme.html'])
  const page = await readFile(join(reports, 'manual-sheet-acme.html'), 'utf8')
  expect(page).not.toMatch(/(?:src|href)="(?!data:)|url\(|@import/)
  for (const { id } of manualCases) expect(page).toContain(`data-case="${id}"`)
})
