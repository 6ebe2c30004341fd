export { absorbedMutants } from './absorbed-mutants.ts'
export type { AdapterMutant } from './adapter-mutant.ts'
export { fatalMutants } from './fatal-mutants.ts'
