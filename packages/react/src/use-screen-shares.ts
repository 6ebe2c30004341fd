import type { TrackSnapshot } from '@televid/core'
import { useMemo } from 'react'
import { useTracks } from './use-tracks.ts'

/**
 * Screens that others share now.
 *
 * Re-renders: when one of these shares starts, ends or changes.
 */
export function useScreenShares(): readonly TrackSnapshot[] {
  const screens = useTracks({ source: 'screen' })
  return useMemo(() => screens.filter(({ muted }) => !muted), [screens])
}
