import { beforeAll, describe, expect, inject, test } from 'vitest'
import { allCases } from '../../packages/conformance/src/cases/all-cases.ts'
import { allMutants } from '../../packages/conformance/src/cli/choose-mutants.ts'
import { summarizeMutants } from '../../packages/conformance/src/cli/mutant-summary.ts'
import { absorbedMutants } from '../../packages/conformance/src/mutants/index.ts'
import { launchChromium } from '../../packages/conformance/src/runner/launch-chromium.ts'
import type { MutantResult } from '../../packages/conformance/src/runner/mutant-result.ts'
import { planMutants } from '../../packages/conformance/src/runner/plan-mutants.ts'
import { runMutants } from '../../packages/conformance/src/runner/run-mutants.ts'
import { harness } from '../conformance/p2p-harness.ts'

/** Six minutes on a quiet machine. */
const runMs = 20 * 60_000

const nameOf = (id: string, under: string | undefined, place: string) =>
  `${id}${under ? ` under ${under}` : ''} in ${place}`
const plantings = planMutants(allMutants, absorbedMutants).map((planting) => ({
  name: nameOf(planting.mutant.id, planting.core && planting.wrapper?.id, planting.case),
  fault: planting.mutant.fault,
}))

// The proof that the suite can fail: each fault fails the case named for it, or core mends it and the facts' check names it.
describe('faults in p2p and in core', () => {
  const results = new Map<string, MutantResult>()
  beforeAll(async () => {
    const browser = await launchChromium(inject('chromiumPath'))
    try {
      await runMutants({
        harness,
        browser,
        mutants: allMutants,
        cases: allCases,
        // One more than media can use on two processors: a third of the time is waiting.
        lanes: 3,
        onResult(result) {
          const name = nameOf(result.id, result.under, result.case)
          results.set(name, result)
          console.log(`${results.size} of ${plantings.length}: ${name}: ${result.outcome}`)
        },
      })
    } finally {
      await browser.close()
    }
  }, runMs)

  test.for(plantings)('$name: $fault', ({ name }) => {
    const { outcome, dealtWith, reason } = results.get(name) ?? { outcome: 'not planted', dealtWith: false }
    expect({ outcome, dealtWith, reason }).toEqual({ outcome, dealtWith: true, reason })
  })

  test('are enough to prove something', () => {
    const { ok, text } = summarizeMutants([...results.values()], true)
    console.log(text)
    expect(ok, text).toBe(true)
  })
})
