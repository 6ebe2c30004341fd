// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { manualCases } from '../manual/manual-cases.ts'
import { manualRun } from '../manual/manual-run.ts'
import type { ManualSheet } from '../manual/manual-sheet.ts'
import { sampleSheet } from '../manual/sample-sheet.ts'
import { mergeReports } from './merge-reports.ts'
import { sampleCase, sampleReport, sampleRun } from './sample-report.ts'
import { summarize } from './summarize.ts'
import { toHtml } from './to-html.ts'
import { toJunit } from './to-junit.ts'

const harness = { adapter: 'p2p', service: 'server' } as const
const done = (outcome: 'pass' | 'fail', note = ''): ManualSheet => ({
  ...sampleSheet,
  device: 'iPhone <15>',
  tester: 'AB',
  cases: manualCases.map(({ id, steps }) => ({ id, steps: steps.map(() => ({ outcome, note })) })),
})
const report = (sheet: ManualSheet | null) => ({
  ...sampleReport([sampleRun([sampleCase()], { adapter: 'p2p', browser: 'chromium 156' })]),
  manual: [manualRun(harness, 'safari-ios', sheet), manualRun(harness, 'chrome-android', null)],
})
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()

describe('phones in a report', () => {
  it('say not-run in HTML, JUnit and the terminal until a result is imported, and stop nothing', () => {
    const document = new DOMParser().parseFromString(toHtml(report(null), ['p2p']), 'text/html')
    expect([...document.querySelectorAll('#matrix thead th')].map(textOf)).toEqual([
      'Case',
      'Level',
      'p2p 0.1.0',
      'p2p safari-ios',
      'p2p chrome-android',
    ])
    const cells = [...document.querySelectorAll('[data-case="phone/rotate"]')].map(textOf)
    expect(cells).toEqual(['· not-run', '· not-run', '· not-run'])
    const rows = [...document.querySelectorAll('.summary tbody tr')].map((row) => textOf(row.children[1]))
    expect(rows.slice(1)).toEqual(Array(2).fill('· not-run: no result of a manual sheet'))

    const xml = toJunit(report(null))
    expect(xml.match(/<skipped message="not-run: no result of a manual sheet was imported"\/>/g)).toHaveLength(
      2 * manualCases.length,
    )
    const { exitCode, text } = summarize(report(null))
    expect(exitCode).toBe(0)
    expect(text).toContain(`p2p safari-ios: not run, ${manualCases.length} cases by hand`)
  })

  it('show what was found, as done by hand', () => {
    const document = new DOMParser().parseFromString(toHtml(report(done('pass')), ['p2p']), 'text/html')
    const cells = [...document.querySelectorAll('[data-case="phone/rotate"]')].map(textOf)
    expect(cells).toEqual(['· not-run', '✓ passedreal-server, by hand', '· not-run'])
    const row = document.querySelectorAll('.summary tbody tr')[1]
    expect(textOf(row?.children[1])).toBe('✓ every MUST passed by hand')
    expect(textOf(document.querySelector('.runs'))).toContain('DeviceiPhone <15>')
    expect(toJunit(report(done('pass')))).toContain('<property name="device" value="iPhone &lt;15&gt;"/>')
    expect(summarize(report(done('pass'))).exitCode).toBe(0)
  })

  it('count when a MUST failed', () => {
    const { exitCode, text } = summarize(report(done('fail', 'upside down')))
    expect(exitCode).toBe(1)
    expect(text).toContain('MUST failed by hand')
    expect(text).toContain('upside down')
    const xml = toJunit(report(done('fail', 'upside down')))
    expect(xml).toContain(
      `<testsuite name="p2p safari-ios" tests="${manualCases.length}" failures="${manualCases.length}"`,
    )
  })

  it('stay when another adapter is run, and are replaced by newer ones', () => {
    const older = report(done('pass'))
    const other = sampleReport([sampleRun([sampleCase()], { adapter: 'livekit' })])
    expect(mergeReports(older, other).manual).toEqual(older.manual)
    const newer = report(done('fail', 'upside down'))
    expect(mergeReports(older, newer).manual).toEqual(newer.manual)
  })
})
