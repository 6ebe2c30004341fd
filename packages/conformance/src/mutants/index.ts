export { absorbedMutants } from './absorbed-mutants.ts'
export { fatalMutants } from './fatal-mutants.ts'
export type { AbsorbedMutant, AdapterMutant, CoreMutant, FatalMutant, Mutant } from './mutant.ts'
