import type { ConformanceCase } from '../conformance-case.ts'
import type { AbsorbedMutant, AdapterMutant, CoreMutant, Mutant } from '../mutants/mutant.ts'
import type { FactRule } from '../trace/fact-rule.ts'

/** One fault, to be planted in one case. */
export interface Planting {
  readonly mutant: Mutant
  readonly case: ConformanceCase['id']
  /** What wraps the adapter. */
  readonly wrapper?: AdapterMutant
  /** What patches core. */
  readonly core?: CoreMutant
  /** What has to become of it. */
  readonly goal:
    | { readonly fails: RegExp; readonly baseline: Baseline }
    | { readonly passes: true; readonly violates: readonly FactRule[] }
}

/** The run that shows that the case passes without the fault: as it is, or under an absorbed mutant. */
export type Baseline = `plain ${string}` | `${string} ${string}`

/**
 * Every planting of some mutants: those that have to pass, then those that have to fail.
 *
 * @param known adapter mutants under which core mutants may be planted
 * @throws {Error} when a core mutant names one that is not known, or that does not name the case
 */
export function planMutants(mutants: readonly Mutant[], known: readonly AbsorbedMutant[]): readonly Planting[] {
  const passing: Planting[] = []
  const failing: Planting[] = []
  const absorb = (mutant: AbsorbedMutant, id: string) => {
    const entry = mutant.absorbs.find((each) => each.case === id)
    if (!entry) throw new Error(`${mutant.id} does not say that ${id} passes under it.`)
    if (passing.some((each) => each.mutant === mutant && each.case === id)) return
    passing.push({
      mutant,
      case: entry.case,
      wrapper: mutant,
      goal: { passes: true, violates: entry.violates },
    })
  }
  for (const mutant of mutants) {
    switch (mutant.kind) {
      case 'absorbed':
        for (const each of mutant.absorbs) absorb(mutant, each.case)
        break
      case 'fatal':
        for (const { case: id, expects } of mutant.kills)
          failing.push({ mutant, case: id, wrapper: mutant, goal: { fails: expects, baseline: `plain ${id}` } })
        break
      case 'core':
        for (const { case: id, expects, under } of mutant.kills) {
          const wrapper = known.find((each) => each.id === under)
          if (under !== undefined && !wrapper)
            throw new Error(`${mutant.id} is planted under ${under}, which is not known.`)
          // The case under the wrapper alone is what shows that it is the missing guard that makes it fail.
          if (wrapper) absorb(wrapper, id)
          const goal = { fails: expects, baseline: `${under ?? 'plain'} ${id}` } as const
          failing.push({ mutant, case: id, core: mutant, goal, ...(wrapper && { wrapper }) })
        }
        break
      default:
        mutant satisfies never
    }
  }
  return [...passing, ...failing]
}
