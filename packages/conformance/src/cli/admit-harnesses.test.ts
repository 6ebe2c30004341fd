import { expect, test } from 'vitest'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { admitHarnesses } from './admit-harnesses.ts'
import type { FoundHarness } from './found-harness.ts'

function found(name: string, values: Partial<ConformanceHarness> = {}, named = false): FoundHarness {
  const harness: ConformanceHarness = {
    adapter: name,
    module: '/acme.ts',
    service: 'server',
    budgets: { signalingMs: 1, mediaMs: 1, lostMs: 1, crashMs: 1 },
    start: () => Promise.reject(new Error('started')),
    ...values,
  }
  return { harness, name, folder: '/', named }
}

const account = { service: 'account', production: false } as const
const offline = { live: false, budgetMinutes: null, mutants: false }
const live = { live: true, budgetMinutes: 30, mutants: false }

function admit(list: readonly FoundHarness[], options: Parameters<typeof admitHarnesses>[1]) {
  const skipped: string[] = []
  const names = admitHarnesses(list, options, (text) => skipped.push(text)).map(({ name }) => name)
  return { names, skipped }
}

test('without --live accounts are left out of all, and say so', () => {
  const { names, skipped } = admit([found('p2p'), found('acme', account)], offline)
  expect(names).toEqual(['p2p'])
  expect(skipped).toEqual([expect.stringContaining('Left out: acme is an account')])
})

test('with --live and a budget all run', () => {
  expect(admit([found('p2p'), found('acme', account)], live)).toEqual({ names: ['p2p', 'acme'], skipped: [] })
})

test.each([
  ['a named account without --live', [found('acme', account, true)], offline, 'say --live'],
  ['accounts only, without --live', [found('acme', account)], offline, 'Nothing is left to run.'],
  ['no budget', [found('acme', account)], { ...live, budgetMinutes: null }, 'needs --budget-minutes'],
  ['production among all', [found('acme', { ...account, production: true })], live, 'as production'],
  ['--live without an account', [found('p2p')], live, '(p2p) uses an account'],
  ['mutants in an account', [found('acme', account)], { ...live, mutants: true }, '--mutants'],
])('%s is refused', (_, list, options, words) => expect(() => admit(list, options)).toThrow(words))
