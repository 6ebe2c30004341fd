import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CaseTraces } from '../runner/case-traces.ts'

/** Writes the traces of a case to `<folder>/<adapter>/<group>/<case>.json`, as `replay` and a diff read them. */
export function saveTraces(folder: string, adapter: string, traces: CaseTraces): void {
  const file = join(folder, adapter, `${traces.case}.json`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(traces, null, 1)}\n`)
}
