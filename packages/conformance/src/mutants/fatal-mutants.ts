import { fatalFactMutants } from './fatal-fact-mutants.ts'
import { fatalSessionMutants } from './fatal-session-mutants.ts'
import type { FatalMutant } from './mutant.ts'

/** Faults that core cannot mend. */
export const fatalMutants: readonly FatalMutant[] = [...fatalFactMutants, ...fatalSessionMutants]
