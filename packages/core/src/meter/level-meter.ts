import type { LevelsFacet } from '../adapter/facet.ts'
import type { Clock } from '../clock.ts'
import { Meter } from './meter.ts'

/** Linear 0..1 by participant; whoever is missing has no level known. */
export type Levels = ReadonlyMap<string, number>

export interface LevelMeterOptions {
  readonly clock: Clock
  readonly facet: () => LevelsFacet | undefined
  /** Name for a presence key (`self` included); `undefined` leaves the level out. */
  readonly nameOf: (key: string) => string | undefined
}

/** Levels of everybody, five times a second while observed. */
export function createLevelMeter({ clock, facet, nameOf }: LevelMeterOptions): Meter<Levels> {
  return new Meter<Levels>({
    clock,
    everyMs: 200,
    initial: new Map(),
    sample: async () => {
      const levels = new Map<string, number>()
      for (const [key, level] of (await facet()?.sample()) ?? []) {
        const name = nameOf(key)
        if (name !== undefined && level >= 0) levels.set(name, Math.min(1, level))
      }
      return levels
    },
  })
}
