import { expect, it } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import type { AbsorbedMutant, CoreMutant, FatalMutant } from '../mutants/mutant.ts'
import { jobsOf } from './jobs-of.ts'
import { mutantTasks } from './mutant-tasks.ts'
import { planMutants } from './plan-mutants.ts'

const proves = 'inv. 4'
const cases: readonly ConformanceCase[] = (
  [
    { id: 'fault/first' },
    { id: 'fault/one', act: 'a cut', waits: true },
    { id: 'fault/two', act: 'a cut', waits: true },
  ] as const
).map((each) => ({ ...each, title: 'Something holds.', level: 'MUST', proves, run: async () => {} }))
const common = { fault: 'something wrong', breaks: [] } as const
const absorbed: AbsorbedMutant = {
  ...common,
  id: 'F1',
  kind: 'absorbed',
  absorbs: [
    { case: 'fault/one', violates: [] },
    { case: 'fault/two', violates: [] },
  ],
  wrap: (adapter) => adapter,
}
const fatal = (id: string, ...named: readonly ConformanceCase['id'][]): FatalMutant => ({
  ...common,
  id,
  kind: 'fatal',
  kills: named.map((each) => ({ case: each, expects: /wrong/ })),
  wrap: (adapter) => adapter,
})
const core: CoreMutant = {
  ...common,
  id: 'B1',
  kind: 'core',
  patches: [],
  kills: [{ case: 'fault/one', under: 'F1', expects: /wrong/ }],
}
const jobs = (mutants: Parameters<typeof planMutants>[0]) =>
  jobsOf(mutantTasks(planMutants(mutants, [absorbed]), cases)).map((job) =>
    job.map(({ case: { id }, planting, waits }) => `${planting?.mutant.id ?? 'plain'} ${id}${waits ? ' waits' : ''}`),
  )

it('runs each case once without a fault, and those of one act together', () => {
  expect(jobs([fatal('A1', 'fault/first', 'fault/one'), fatal('A2', 'fault/one', 'fault/two')])).toEqual([
    ['plain fault/first'],
    ['plain fault/one waits', 'plain fault/two waits'],
    ['A1 fault/first'],
    ['A1 fault/one waits'],
    ['A2 fault/one waits', 'A2 fault/two waits'],
  ])
})

it('has the absorbed fault alone for what core mutants under it are measured by', () => {
  expect(jobs([absorbed, core])).toEqual([['F1 fault/one waits', 'F1 fault/two waits'], ['B1 fault/one waits']])
})

it('leaves out what has no case', () => {
  expect(jobs([fatal('A1', 'fault/gone')])).toEqual([])
})
