import { randomNumbers } from './random-numbers.ts'

/** The groups in their order, the cases of each in an order that the seed decides: the same seed, the same order. */
export function shuffleWithinGroups<T extends { readonly id: string }>(cases: readonly T[], seed: number): T[] {
  const random = randomNumbers(seed)
  const groups = new Map<string, T[]>()
  for (const each of cases) {
    const group = each.id.slice(0, each.id.indexOf('/'))
    groups.set(group, [...(groups.get(group) ?? []), each])
  }
  return [...groups.values()].flatMap((group) => {
    const rest = [...group]
    return group.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1))
  })
}
