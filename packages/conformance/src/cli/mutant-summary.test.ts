import { describe, expect, it } from 'vitest'
import type { MutantOutcome, MutantResult } from '../runner/mutant-result.ts'
import { summarizeMutants } from './mutant-summary.ts'

const result = (id: string, outcome: MutantOutcome, more: Partial<MutantResult> = {}): MutantResult => ({
  id,
  fault: 'something wrong',
  case: 'join/alone',
  outcome,
  dealtWith: outcome === 'killed' || outcome === 'absorbed',
  durationMs: 1000,
  ...more,
})
const killed = Array.from({ length: 20 }, (_, index) => result(`A${index + 1}`, 'killed'))

describe('summarizeMutants', () => {
  it('is content with twenty killed', () => {
    const { ok, text } = summarizeMutants([...killed, result('F1', 'absorbed')], true)
    expect(ok).toBe(true)
    expect(text).toBe('20 mutants killed, 1 absorbed, in 21 runs; 0 wrong.')
  })

  it.each(['survived', 'leaked', 'unnamed', 'killed-for-another-reason', 'no-baseline', 'not-exercised'] as const)(
    'is not content with one that %s',
    (outcome) => {
      const { ok, text } = summarizeMutants([...killed, result('B2', outcome, { under: 'F5' })], true)
      expect(ok).toBe(false)
      expect(text).toContain(`  B2 under F5 in join/alone: ${outcome}`)
    },
  )

  it('counts a mutant only when all of its cases noticed', () => {
    const { ok, text } = summarizeMutants([...killed, result('A1', 'survived', { case: 'join/twice' })], true)
    expect(ok).toBe(false)
    expect(text).toContain('19 mutants killed')
  })

  it('wants twenty of a whole run, and one of a chosen one', () => {
    expect(summarizeMutants(killed.slice(1), true)).toMatchObject({ ok: false })
    expect(summarizeMutants(killed.slice(1), true).text).toContain('19 killed are too few')
    expect(summarizeMutants(killed.slice(0, 1), false).ok).toBe(true)
    expect(summarizeMutants([], false).ok).toBe(false)
  })
})
