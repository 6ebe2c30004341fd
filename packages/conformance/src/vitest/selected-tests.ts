import type { RunnerTask } from 'vitest'

/** Names of the tests that a filter (`-t`, `only`, `skip`) leaves. */
export function selectedTests(tasks: readonly RunnerTask[]): ReadonlySet<string> {
  return new Set(tasks.flatMap(({ name, mode }) => (mode === 'skip' || mode === 'todo' ? [] : [name])))
}
