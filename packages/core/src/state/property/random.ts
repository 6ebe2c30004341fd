/** A small seeded generator (mulberry32): a log is rebuilt from its numbers alone. */
export interface Random {
  /** 0..n-1 */
  below(n: number): number
  chance(percent: number): boolean
  of<T>(items: readonly T[]): T | undefined
}

export function seededRandom(seed: number): Random {
  let state = seed | 0
  const below = (n: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n
  }
  return { below, chance: (percent) => below(100) < percent, of: (items) => items[below(items.length)] }
}
