import { expect, it } from 'vitest'
import { listedCases } from '../cases/listed-cases.ts'
import { coreMutants } from './core/index.ts'
import { absorbedMutants, fatalMutants, type Mutant } from './index.ts'
import { listedMutants } from './listed-mutants.ts'

const listed = new Map(listedMutants().map((each) => [each.id, each]))
const mutants: readonly Mutant[] = [...fatalMutants, ...coreMutants, ...absorbedMutants]

/** The third column of cases.md. */
function casesOf(mutant: Mutant): string {
  if (mutant.kind === 'absorbed') {
    return mutant.absorbs
      .map(({ case: id, violates }) => `\`${id}\`: ${violates.map((rule) => `\`${rule}\``).join(', ') || 'nothing'}`)
      .join('; ')
  }
  const under = (kill: (typeof mutant.kills)[number]) => ('under' in kill && kill.under ? ` under ${kill.under}` : '')
  return mutant.kills.map((kill) => `\`${kill.case}\`${under(kill)}`).join(', ')
}

it('has the mutants of cases.md, each once', () => {
  expect(mutants.map(({ id }) => id).sort()).toEqual([...listed.keys()].sort())
  expect(mutants.length).toBeGreaterThan(60)
})

it.each(mutants)('$id is that of cases.md, in cases that cases.md lists', (mutant) => {
  const { fault, cases } = listed.get(mutant.id) ?? {}
  expect({ fault, cases }).toEqual({ fault: mutant.fault, cases: casesOf(mutant) })
  const known = new Set(listedCases().map(({ id }) => id))
  const named = mutant.kind === 'absorbed' ? mutant.absorbs : mutant.kills
  expect(named.filter((each) => !known.has(each.case))).toEqual([])
  expect(named.length).toBeGreaterThan(0)
})

it.each(absorbedMutants)('$id turns each of its cases red with a core mutant', ({ id, absorbs }) => {
  const under = coreMutants.filter(({ kills }) => kills.some((kill) => kill.under === id))
  expect(listed.get(id)?.last.split(', ').sort()).toEqual(under.map((each) => each.id).sort())
  const red = under.flatMap(({ kills }) => kills.filter((kill) => kill.under === id).map((kill) => kill.case))
  expect([...new Set(red)].sort()).toEqual(absorbs.map((each) => each.case).sort())
})

it.each([...fatalMutants, ...coreMutants])('$id is not killed by a case that had no time', ({ kills }) => {
  for (const { expects } of kills) {
    expect(expects.test('The case was not over after 30000 ms.')).toBe(false)
    expect(expects.test('The call of the case did not come about: Waited 15000 ms for: a to see b (false)')).toBe(false)
    expect(expects.test('person-ada could not join: timeout: Joining took over 30000 ms.')).toBe(false)
    expect(expects.test('page.evaluate: Target page, context or browser has been closed')).toBe(false)
  }
})
