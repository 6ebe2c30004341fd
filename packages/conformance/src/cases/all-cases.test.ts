import { describe, expect, it } from 'vitest'
import { allCases } from './all-cases.ts'
import { listedCases } from './listed-cases.ts'

const listed = new Map(listedCases().map((each) => [each.id, each]))

it('reads the list', () => {
  expect(listed.size).toBeGreaterThan(250)
})

it('has every case of the list', () => {
  const written = new Set<string>(allCases.map(({ id }) => id))
  expect([...listed.keys()].filter((id) => !written.has(id))).toEqual([])
})

it('has each case once', () => {
  const ids = allCases.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

describe.each(allCases)('$id', (each) => {
  it('is the case of cases.md', () => {
    const row = listed.get(each.id)
    const { requires, requiresNot } = each
    expect({
      id: each.id,
      serviceDecides: each.serviceDecides ?? false,
      level: each.level,
      capability: requires ? `\`${requires}\`` : requiresNot ? `not \`${requiresNot}\`` : '—',
      stimuli: [...(each.stimuli ?? [])].sort(),
    }).toEqual(row && { ...row, stimuli: [...row.stimuli].sort() })
  })
})
