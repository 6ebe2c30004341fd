type Cell<V> = ReadonlyMap<string, V> | undefined
type Row<V> = readonly Cell<V>[]

/** 32 rows of 32 cells: one entry a cell for a thousand participants. */
const width = 32
const emptyRow: Row<never> = new Array<undefined>(width).fill(undefined)
const emptyRows: readonly Row<never>[] = new Array<Row<never>>(width).fill(emptyRow)

/**
 * Persistent string map: `set` and `delete` copy one row and one cell and share the rest, and two versions are compared by
 * skipping what they share. So a fact costs the same with ten participants and with a thousand.
 */
export class ShardedMap<V> {
  readonly #rows: readonly Row<V>[]
  readonly size: number

  private constructor(rows: readonly Row<V>[], size: number) {
    this.#rows = rows
    this.size = size
  }

  static readonly #empty = new ShardedMap<never>(emptyRows, 0)

  static empty<V>(): ShardedMap<V> {
    return ShardedMap.#empty
  }

  get(key: string): V | undefined {
    return this.#cell(hashOf(key))?.get(key)
  }

  set(key: string, value: V): ShardedMap<V> {
    const hash = hashOf(key)
    const old = this.#cell(hash)
    const known = old?.has(key) === true
    if (known && old.get(key) === value) return this
    return this.#with(hash, new Map(old).set(key, value), known ? 0 : 1)
  }

  delete(key: string): ShardedMap<V> {
    const hash = hashOf(key)
    const cell = new Map(this.#cell(hash))
    return cell.delete(key) ? this.#with(hash, cell, -1) : this
  }

  *values(): Generator<V> {
    for (const row of this.#rows) for (const cell of row) if (cell !== undefined) yield* cell.values()
  }

  /** Calls back for every key whose value is not the same object in `next`. */
  forEachChange(next: ShardedMap<V>, callback: (before: V | undefined, after: V | undefined) => void): void {
    this.#rows.forEach((row, index) => {
      const nextRow = next.#rows[index]
      if (row === nextRow) return
      row.forEach((before, column) => {
        const after = nextRow?.[column]
        if (before === after) return
        for (const [key, value] of before ?? []) {
          const now = after?.get(key)
          if (now !== value) callback(value, now)
        }
        for (const [key, value] of after ?? []) if (!before?.has(key)) callback(undefined, value)
      })
    })
  }

  #cell(hash: number): Cell<V> {
    return this.#rows[hash % width]?.[hash >>> 5]
  }

  #with(hash: number, cell: ReadonlyMap<string, V>, growth: number): ShardedMap<V> {
    const index = hash % width
    const row = this.#rows[index] ?? emptyRow
    return new ShardedMap(this.#rows.with(index, row.with(hash >>> 5, cell)), this.size + growth)
  }
}

/** 0 to 1023. */
function hashOf(key: string): number {
  let hash = 0
  for (let index = 0; index < key.length; index++) hash = (hash * 31 + key.charCodeAt(index)) | 0
  return (hash ^ (hash >>> 15)) & (width * width - 1)
}
