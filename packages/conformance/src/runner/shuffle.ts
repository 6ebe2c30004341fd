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

/** Mulberry32: 0 ≤ n < 1, the same series for a seed on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
