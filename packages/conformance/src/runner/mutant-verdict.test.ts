import { describe, expect, it } from 'vitest'
import type { FatalMutant } from '../mutants/mutant.ts'
import type { FactRule } from '../trace/fact-rule.ts'
import { mutantVerdict } from './mutant-verdict.ts'
import type { Planting } from './plan-mutants.ts'

const mutant: FatalMutant = {
  id: 'A1',
  fault: 'drops every `participant-gone`',
  kind: 'fatal',
  breaks: ['inv. 1'],
  kills: [],
  wrap: (adapter) => adapter,
}
const failing: Planting = {
  mutant,
  case: 'roster/one-left-each',
  goal: { fails: /^comings and goings/, baseline: 'plain roster/one-left-each' },
}
const passing = (...violates: FactRule[]): Planting => ({ ...failing, goal: { passes: true, violates } })
const passed = { status: 'passed' } as const
const failed = (...lines: string[]) => ({ status: 'failed', reason: lines.join('\n') }) as const

describe('mutantVerdict', () => {
  it.each([
    ['killed', failed('comings and goings: expected 1, was 2')],
    ['killed', failed('comings and goings: expected 1, was 2', 'inv. 1: ben is there without participantJoined')],
    ['killed-for-another-reason', failed('The case was not over after 30000 ms.')],
    ['killed-for-another-reason', failed('comings and goings: expected 1, was 2', 'inv. 4: a generation is missing')],
    ['killed-for-another-reason', failed('inv. 1: the oracle alone noticed, the case did not')],
    ['survived', passed],
    ['not-exercised', { status: 'not-exercised', reason: 'the bench has no cutMedia' } as const],
    ['not-exercised', { status: 'not-applicable', reason: 'stats is declared "none"' } as const],
  ] as const)('says %s of a case that must fail: $reason', (outcome, result) => {
    expect(mutantVerdict(failing, result, []).outcome).toBe(outcome)
  })

  it.each([
    ['absorbed', passed, ['key-reused'], ['key-reused', 'key-reused']],
    ['absorbed', passed, [], []],
    ['unnamed', passed, ['key-reused'], []],
    ['unnamed', passed, ['key-reused'], ['key-reused', 'gone-twice']],
    ['unnamed', passed, [], ['gone-twice']],
    ['leaked', failed('comings and goings: expected 1, was 2'), ['key-reused'], ['key-reused']],
    ['leaked', failed('inv. 1: ben joined twice'), ['key-reused'], ['key-reused']],
  ] as const)('says %s of a case that must pass: %j, wanted %j, named %j', (outcome, result, wanted, named) => {
    expect(mutantVerdict(passing(...wanted), result, named).outcome).toBe(outcome)
  })
})
