import type { LocalSourceSnapshot, RoomSnapshot } from '@televid/core'
import { useCallback } from 'react'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/** `custom:` and a name for a track of the app's own. */
export type LocalSourceName = 'camera' | 'microphone' | 'screen' | 'screenAudio' | `custom:${string}`

/**
 * Where one own source stands (`off`, `starting`, `live`, `muted`, `interrupted`, `stopping`), its device and its last
 * error. `undefined` for a custom source never published. Turn it on and off through `useRoom().local`.
 *
 * Re-renders: when this source changes.
 */
export function useLocalSource(source: Exclude<LocalSourceName, `custom:${string}`>): LocalSourceSnapshot
export function useLocalSource(source: LocalSourceName): LocalSourceSnapshot | undefined
export function useLocalSource(source: LocalSourceName): LocalSourceSnapshot | undefined {
  const select = useCallback(
    ({ self }: RoomSnapshot) => (isCustom(source) ? self.custom[source.slice('custom:'.length)] : self[source]),
    [source],
  )
  return useRoomSnapshot(select)
}

function isCustom(source: LocalSourceName): source is `custom:${string}` {
  return source.startsWith('custom:')
}
