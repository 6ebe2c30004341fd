import { readFileSync } from 'node:fs'
import type { Level } from '../report/conformance-report.ts'

/** A row of cases.md. */
export interface ListedCase {
  readonly id: string
  readonly serviceDecides: boolean
  readonly level: Level
  /** `—`, a feature in backquotes, or `not` and a feature. */
  readonly capability: string
  readonly stimuli: readonly string[]
}

const row = /^\| `([a-z0-9]+\/[a-z0-9-]+)`( \\\*)? \| .*? \| (MUST|SHOULD) \| (.*?) \| (.*?) \| \d/

/** Every case that cases.md lists. */
export function listedCases(): readonly ListedCase[] {
  return readFileSync(new URL('../../cases.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, star, level, capability, stimuli] = row.exec(line) ?? []
      if (!id || !level || capability === undefined || stimuli === undefined) return []
      const names = [...stimuli.matchAll(/`([a-zA-Z]+)`/g)].map(([, name = '']) => name)
      return [{ id, serviceDecides: star !== undefined, level: level as Level, capability, stimuli: names }]
    })
}
