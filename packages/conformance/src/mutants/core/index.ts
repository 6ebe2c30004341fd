import type { CoreMutant } from '../mutant.ts'
import { mediaMutants } from './media-mutants.ts'
import { roomMutants } from './room-mutants.ts'
import { stateMutants } from './state-mutants.ts'

/**
 * One guard of `@televid/core` less each. They patch core's source, which only this repository has: an installed suite plants
 * the adapter mutants alone.
 */
export const coreMutants: readonly CoreMutant[] = [...stateMutants, ...roomMutants, ...mediaMutants]
