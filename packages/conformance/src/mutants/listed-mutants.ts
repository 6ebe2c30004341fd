import { readFileSync } from 'node:fs'

/** A row of the section "Mutants" of cases.md. */
export interface ListedMutant {
  readonly id: string
  readonly fault: string
  /** Third and fourth column, as they are. */
  readonly cases: string
  readonly last: string
}

const row = /^\| ([ABF]\d+) \| (.*?) \| (.*?) \| (.*?) \|$/

/** Every mutant that cases.md lists. */
export function listedMutants(): readonly ListedMutant[] {
  return readFileSync(new URL('../../cases.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, fault, cases, last] = row.exec(line) ?? []
      return id && fault && cases && last ? [{ id, fault, cases, last }] : []
    })
}
