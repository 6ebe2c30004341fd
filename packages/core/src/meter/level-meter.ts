import type { LevelsFacet } from '../adapter/facet.ts'
import type { Clock } from '../clock.ts'
import type { LevelProbe, MediaEnvironment } from '../local/media-environment.ts'
import { Meter } from './meter.ts'

/** Linear 0..1 by participant; whoever is missing has no level known. */
export type Levels = ReadonlyMap<string, number>

export interface LevelMeterOptions {
  readonly clock: Clock
  readonly facet: () => LevelsFacet | undefined
  /** Name for a presence key (`self` included); `undefined` leaves the level out. */
  readonly nameOf: (key: string) => string | undefined
  readonly environment: MediaEnvironment
  /** The own microphone, listened to where the provider does not tell its level: also before a session. */
  readonly microphone: () => MediaStreamTrack | null
}

/** Levels of everybody, five times a second while observed. */
export function createLevelMeter({ clock, environment, facet, microphone, nameOf }: LevelMeterOptions): Meter<Levels> {
  let listened: MediaStreamTrack | null = null
  let probe: LevelProbe | null = null
  /** The provider told the own level last time. */
  let told = false
  const listen = (track: MediaStreamTrack | null): LevelProbe | null => {
    if (track !== listened) {
      probe?.close()
      listened = track
      probe = track && environment.createLevelProbe(track)
    }
    return probe
  }
  return new Meter<Levels>({
    clock,
    everyMs: 200,
    initial: new Map(),
    stopped: () => {
      listen(null)
    },
    sample: async () => {
      // Before the wait: it may outlast the last observer, and then nobody would close the probe.
      const own = listen(told ? null : microphone())
      const levels = new Map<string, number>()
      for (const [key, level] of (await facet()?.sample()) ?? []) {
        const name = nameOf(key)
        if (name !== undefined && level >= 0) levels.set(name, Math.min(1, level))
      }
      told = levels.has('self')
      if (own && !told) levels.set('self', Math.min(1, own.read()))
      return levels
    },
  })
}
