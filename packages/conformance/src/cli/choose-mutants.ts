import { coreMutants } from '../mutants/core/index.ts'
import { absorbedMutants, fatalMutants } from '../mutants/index.ts'
import type { Mutant } from '../mutants/mutant.ts'
import { coreSource } from '../mutants/patch-source.ts'

/** Every mutant that can be planted here, in the order of cases.md: those of core need its source. */
export const allMutants: readonly Mutant[] = [
  ...fatalMutants,
  ...absorbedMutants,
  ...(coreSource === null ? [] : coreMutants),
].sort((left, right) => left.id.localeCompare(right.id, 'en', { numeric: true }))

/**
 * @param ids default all
 * @throws {Error} that names an id which there is not
 */
export function chooseMutants(ids: readonly string[]): readonly Mutant[] {
  const unknown = ids.filter((id) => !allMutants.some((mutant) => mutant.id === id))
  if (unknown.length > 0) throw new Error(`No such mutant: ${unknown.join(', ')}. --mutants --list prints all.`)
  return ids.length === 0 ? allMutants : allMutants.filter(({ id }) => ids.includes(id))
}

/** For `--mutants --list`. */
export function mutantText(mutant: Mutant): string {
  const places =
    mutant.kind === 'absorbed'
      ? mutant.absorbs.map((each) => each.case)
      : mutant.kills.map((each) => ('under' in each && each.under ? `${each.case} under ${each.under}` : each.case))
  return `${mutant.id.padEnd(4)} ${mutant.fault}: ${places.join(', ')}`
}
