const shardCount = 64

/**
 * Persistent string map: `set` and `delete` copy one of 64 shards and share the rest, and two versions are compared by
 * skipping the shards they share. So one fact costs nearly the same with ten participants and with a thousand.
 */
export class ShardedMap<V> {
  static readonly #empty = new ShardedMap<never>(new Array(shardCount).fill(undefined), 0)
  readonly #shards: readonly (ReadonlyMap<string, V> | undefined)[]
  readonly size: number

  private constructor(shards: readonly (ReadonlyMap<string, V> | undefined)[], size: number) {
    this.#shards = shards
    this.size = size
  }

  static empty<V>(): ShardedMap<V> {
    return ShardedMap.#empty
  }

  get(key: string): V | undefined {
    return this.#shards[shardOf(key)]?.get(key)
  }

  set(key: string, value: V): ShardedMap<V> {
    const index = shardOf(key)
    const old = this.#shards[index]
    const known = old?.has(key) === true
    if (known && old.get(key) === value) return this
    return this.#with(index, new Map(old).set(key, value), known ? 0 : 1)
  }

  delete(key: string): ShardedMap<V> {
    const index = shardOf(key)
    const old = this.#shards[index]
    if (!old?.has(key)) return this
    const shard = new Map(old)
    shard.delete(key)
    return this.#with(index, shard, -1)
  }

  *values(): Generator<V> {
    for (const shard of this.#shards) if (shard !== undefined) yield* shard.values()
  }

  /** Calls back for every key whose value is not the same object in `next`. */
  forEachChange(next: ShardedMap<V>, callback: (before: V | undefined, after: V | undefined) => void): void {
    if (this === next) return
    for (let index = 0; index < shardCount; index++) {
      const before = this.#shards[index]
      const after = next.#shards[index]
      if (before === after) continue
      for (const [key, value] of before ?? []) {
        const now = after?.get(key)
        if (now !== value) callback(value, now)
      }
      for (const [key, value] of after ?? []) if (!before?.has(key)) callback(undefined, value)
    }
  }

  #with(index: number, shard: ReadonlyMap<string, V>, growth: number): ShardedMap<V> {
    const shards = this.#shards.slice()
    shards[index] = shard
    return new ShardedMap(shards, this.size + growth)
  }
}

function shardOf(key: string): number {
  let hash = 0
  for (let index = 0; index < key.length; index++) hash = (hash * 31 + key.charCodeAt(index)) | 0
  return (hash ^ (hash >>> 15)) & (shardCount - 1)
}
