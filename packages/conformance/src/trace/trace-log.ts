import type { TraceEntry } from './trace-entry.ts'

type WithoutPlace<T> = T extends unknown ? Omit<T, 'seq' | 'at'> : never

/** Collects what one room of a page saw, in one sequence. A page with two rooms has two logs. Runs in the page. */
export class TraceLog {
  readonly #entries: TraceEntry[] = []
  readonly #now: () => number
  #joins = 0

  /** @param now Unix ms */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Everything so far, oldest first; plain data that can leave the page as JSON. */
  get entries(): readonly TraceEntry[] {
    return this.#entries
  }

  add(entry: WithoutPlace<TraceEntry>): void {
    this.#entries.push({ seq: this.#entries.length + 1, at: this.#now(), ...entry } as TraceEntry)
  }

  /** Notes that the adapter is asked to join; returns the number of the join, from 1. */
  startJoin(): number {
    this.#joins++
    this.add({ kind: 'join', join: this.#joins })
    return this.#joins
  }
}
