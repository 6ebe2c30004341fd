import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import type { ManualCaseResult, ManualRun } from '../report/conformance-report.ts'
import { verificationOf } from '../runner/verification-of.ts'
import type { ManualCase } from './manual-case.ts'
import { manualCases } from './manual-cases.ts'
import type { ManualPlatform } from './manual-platform.ts'
import type { ManualSheet } from './manual-sheet.ts'

/**
 * One column of a report: what a tester found on one platform, or that nobody looked yet.
 *
 * @param sheet `null` while none was imported
 */
export function manualRun(
  harness: Pick<ConformanceHarness, 'adapter' | 'service' | 'sdk'>,
  platform: ManualPlatform,
  sheet: ManualSheet | null,
): ManualRun {
  const verification = verificationOf(harness, {})
  return {
    adapter: harness.adapter,
    platform,
    sheet: sheet && {
      suite: sheet.suite,
      adapterVersion: sheet.adapterVersion,
      device: sheet.device,
      system: sheet.system,
      browser: sheet.browser,
      tester: sheet.tester,
      savedAt: sheet.savedAt,
    },
    cases: manualCases.map((each) => {
      const { id, title, level, proves } = each
      return { id, group: 'phone', title, level, proves, verification, ...outcomeOf(each, sheet) }
    }),
  }
}

function outcomeOf({ id, steps }: ManualCase, sheet: ManualSheet | null): Pick<ManualCaseResult, 'status' | 'reason'> {
  if (!sheet) return { status: 'not-run', reason: 'no result of a manual sheet was imported' }
  const done = sheet.cases.find((each) => each.id === id)?.steps ?? []
  const told = (wanted: 'fail' | 'skip') =>
    done.flatMap(({ outcome, note }, index) =>
      outcome === wanted ? [`step ${index + 1} (${steps[index]?.act}): ${note}`] : [],
    )
  const failed = told('fail')
  if (failed.length > 0) return { status: 'failed', reason: failed.join('\n') }
  const missing = steps.flatMap((_, index) => (done[index]?.outcome ? [] : [index + 1]))
  if (missing.length === steps.length) return { status: 'not-run', reason: 'the tester did not do it' }
  if (missing.length > 0) return { status: 'not-run', reason: `the tester did not do step ${missing.join(', ')}` }
  const skipped = told('skip')
  return skipped.length > 0 ? { status: 'not-exercised', reason: skipped.join('\n') } : { status: 'passed' }
}
