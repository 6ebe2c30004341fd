import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mergeReports } from './merge-reports.ts'
import { readReport } from './read-report.ts'
import { runLabel } from './run-label.ts'
import { sampleCase, sampleReport, sampleRun } from './sample-report.ts'
import { writeReport } from './write-report.ts'

const run = (adapter: string, values = {}) => sampleRun([sampleCase()], { adapter, browser: 'chromium 156', ...values })

test('a run is told apart by adapter, browser and account', () => {
  expect(runLabel(run('p2p'))).toBe('p2p')
  expect(runLabel(run('p2p', { browser: 'firefox' }))).toBe('p2p firefox')
  expect(runLabel(run('acme', { cases: [sampleCase({ verification: 'live' })] }))).toBe('acme live')
})

test('a newer run takes the place of the older one of its kind; others stay', () => {
  const older = sampleReport([run('p2p', { seed: 1 }), run('livekit', { seed: 2 })])
  const newer = sampleReport([run('p2p', { seed: 3 }), run('p2p', { seed: 4, browser: 'firefox' })])
  expect(mergeReports(older, newer).runs.map(({ seed }) => seed)).toEqual([2, 3, 4])
})

test('runs of another suite do not stay', () => {
  const newer = sampleReport([run('p2p')], 5)
  expect(mergeReports(sampleReport([run('livekit')], 4), newer)).toBe(newer)
  const other = sampleReport([run('livekit')], 5)
  expect(mergeReports({ ...other, suite: { ...other.suite, version: '0.0.9' } }, newer)).toBe(newer)
  expect(mergeReports(null, newer)).toBe(newer)
})

test('a written report is read back; what is no report is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'televid-report-'))
  try {
    const report = sampleReport([run('p2p')])
    const { json } = await writeReport(report, folder)
    expect(await readReport(json)).toEqual(report)
    expect(await readReport(join(folder, 'none.json'))).toBeNull()
    for (const text of ['', '{', 'null', '[]', '{"suite":{"version":"1"},"runs":[{}]}']) {
      await writeFile(json, text)
      expect(await readReport(json)).toBeNull()
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})
