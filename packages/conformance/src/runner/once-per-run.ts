import type { RunRecord } from './run-record.ts'

const acts = new WeakMap<RunRecord, Map<string, Promise<unknown>>>()

/** What an act of that name gave, in this run; an act that failed is tried again by the next who asks. */
export function oncePerRun<T>(record: RunRecord, name: string, act: () => Promise<T>): Promise<T> {
  const known = acts.get(record) ?? new Map<string, Promise<unknown>>()
  acts.set(record, known)
  const given = known.get(name) ?? act()
  known.set(name, given)
  given.catch(() => {
    if (known.get(name) === given) known.delete(name)
  })
  return given as Promise<T>
}
