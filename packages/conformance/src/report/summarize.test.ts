import { describe, expect, it } from 'vitest'
import type { CaseResult } from './conformance-report.ts'
import { sampleCase, sampleReport, sampleRun } from './sample-report.ts'
import { summarize } from './summarize.ts'

const codeOf = (cases: readonly CaseResult[], suiteCases?: number) =>
  summarize(sampleReport([sampleRun(cases)], suiteCases)).exitCode
const failed = sampleCase({ id: 'join/f', status: 'failed', reason: 'two' })
const gap = sampleCase({ id: 'join/g', status: 'not-exercised', reason: 'no stimulus cutMedia' })
const away = sampleCase({ id: 'stats/n', status: 'not-applicable', reason: 'stats' })

describe('summarize', () => {
  it.each([
    ['all passed', [sampleCase()], 0],
    ['passed and not applicable by a capability', [sampleCase(), away], 0],
    ['not applicable without a reason', [sampleCase(), { ...away, reason: ' ' }], 3],
    ['a MUST failed', [sampleCase(), failed], 1],
    ['a MUST is not exercised', [sampleCase(), gap], 3],
    ['a MUST failed and one is not exercised', [gap, failed], 1],
    ['only a SHOULD failed', [sampleCase(), { ...failed, level: 'SHOULD' as const }], 0],
    ['only a SHOULD is not exercised', [sampleCase(), { ...gap, level: 'SHOULD' as const }], 0],
    ['no case at all', [], 3],
    ['no MUST', [sampleCase({ level: 'SHOULD' })], 3],
  ])('%s: exits with the right code', (_, cases, code) => expect(codeOf(cases)).toBe(code))

  it('does not call a part of the suite a success', () => {
    expect(codeOf([sampleCase()], 2)).toBe(3)
    expect(codeOf([sampleCase(), sampleCase()], 2)).toBe(3)
  })

  it('takes the worst of several runs', () => {
    const report = (...runs: CaseResult[][]) =>
      summarize(
        sampleReport(
          runs.map((cases) => sampleRun(cases)),
          1,
        ),
      ).exitCode
    expect(report([sampleCase()], [sampleCase()])).toBe(0)
    expect(report([sampleCase()], [gap])).toBe(3)
    expect(report([gap], [failed], [sampleCase()])).toBe(1)
    expect(report()).toBe(3)
  })

  it('prints totals per group and every finding with its reason', () => {
    const cases = [
      sampleCase(),
      failed,
      gap,
      away,
      sampleCase({ id: 'stats/s', level: 'SHOULD', status: 'failed', reason: 'one\ntwo' }),
    ]
    expect(
      summarize(sampleReport([sampleRun(cases)])).text,
    ).toBe(`livekit 0.1.0, livekit-client 2.15.1, chromium 140.0.7339.80, seed 7

       MUST  failed  n/a  not-ex.  SHOULD  failed  n/a  not-ex.
───────────────────────────────────────────────────────────────
join      1       1    ·        1       ·       ·    ·        ·
stats     ·       ·    1        ·       ·       1    ·        ·
───────────────────────────────────────────────────────────────
all       1       1    1        1       ·       1    ·        ·

MUST failed: 1
  join/f (real-server; inv. 1)
      two

MUST not proven: 1
  join/g (real-server; inv. 1)
      no stimulus cutMedia

SHOULD failed: 1
  stats/s (real-server; inv. 1)
      one
      two

livekit does not conform: 1 MUST failed.
`)
  })

  it('lets no reason control the terminal', () => {
    const { text } = summarize(sampleReport([sampleRun([{ ...failed, reason: '\x1b[2J\rall passed\u202e' }])]))
    expect(text).toContain('\ufffd[2J\ufffdall passed\ufffd')
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
  })
})
