import type { MutantResult } from '../runner/mutant-result.ts'

/** Fewer mutants killed than that prove too little. */
const fewestKilled = 20

export interface MutantSummary {
  readonly ok: boolean
  readonly text: string
}

/** @param all whether every mutant was planted */
export function summarizeMutants(results: readonly MutantResult[], all: boolean): MutantSummary {
  const wrong = results.filter(({ dealtWith }) => !dealtWith)
  const idsOf = (outcome: MutantResult['outcome']) =>
    new Set(results.filter((each) => each.outcome === outcome).map(({ id }) => id))
  const killed = [...idsOf('killed')].filter((id) => !wrong.some((each) => each.id === id))
  const lines = [
    `${killed.length} mutants killed, ${idsOf('absorbed').size} absorbed, in ${results.length} runs; ${wrong.length} wrong.`,
    ...wrong.map(
      ({ id, case: name, outcome, under }) => `  ${id}${under ? ` under ${under}` : ''} in ${name}: ${outcome}`,
    ),
  ]
  const tooFew = all && killed.length < fewestKilled
  if (tooFew) lines.push(`  ${killed.length} killed are too few: ${fewestKilled} are the least that prove something.`)
  return { ok: wrong.length === 0 && !tooFew && results.length > 0, text: lines.join('\n') }
}
